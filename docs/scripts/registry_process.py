"""What the scripts about the Registry share: starting it as a program of its own, from a checkout that is compiled."""

import json
import os
import subprocess
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# As RegistryProgram starts it.
MEMORY = ["-XX:+UseSerialGC", "-Xms12m", "-Xmn4m", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError"]
KEY = "a-key-for-this-run-0123456789"


def class_path(work):
    """The classes of the checkout, and the jars that the Registry is started with."""
    jars = work / "class-path"
    subprocess.run(
        ["mvn", "-B", "-ntp", "-q", "test-compile", "dependency:build-classpath", f"-Dmdep.outputFile={jars}"],
        cwd=ROOT,
        check=True,
    )
    return f"{ROOT}/target/classes:{ROOT}/target/test-classes:{jars.read_text().strip()}"


class Program:
    """A Java program that prints {"listening":{"port":…}} and ends with its standard input."""

    def __init__(self, command, environment=None):
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "RELEASE_GATE_REGISTRY_KEY": KEY, **(environment or {})},
        )
        self.trouble = []
        threading.Thread(target=lambda: self.trouble.extend(self.process.stderr), daemon=True).start()
        line = self.process.stdout.readline()
        if not line:
            self.process.wait()
            raise SystemExit("cannot start: " + "".join(self.trouble))
        self.port = json.loads(line)["listening"]["port"]

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def request(self, method, path, body=None, headers=None):
        """Status, body and headers of one answer."""
        request = urllib.request.Request(self.url(path), data=body, method=method)
        for name, value in {"X-API-Key": KEY, "Content-Type": "application/json", **(headers or {})}.items():
            request.add_header(name, value)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read(), answer.headers
        except urllib.error.HTTPError as answer:
            return answer.code, answer.read(), answer.headers

    def resident_mb(self):
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise SystemExit("no VmRSS")

    def cpu_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)


def registry(classes, data, *flags, java="java", options=(), environment=None):
    command = [java, "-XX:-UsePerfData", *MEMORY, *options, "-cp", classes]
    return Program(
        [*command, "dev.releasegate.registry.RegistryMain", "--data", str(data), "--port", "0", "--rate-limit", "off",
         "--exit-with-stdin", *flags],
        environment,
    )
