"""What the scripts beside this one share: the controllable server, a Maven project that gates it, and the arithmetic."""

import json
import os
import re
import shlex
import shutil
import subprocess
import threading
import time
from datetime import datetime, timezone
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent
ROOT = SCRIPTS.parents[1]
VERSION = re.search(r"<version>(.*?)</version>", (ROOT / "pom.xml").read_text()).group(1)
SHAPES = ["tight", "moderate", "heavy", "bimodal", "spiky", "ar7", "ar95", "bursts"]

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>controllable</artifactId>
  <version>1.0</version>
  <packaging>pom</packaging>
  <build><plugins><plugin>
    <groupId>dev.releasegate</groupId>
    <artifactId>release-gate-maven-plugin</artifactId>
    <version>{version}</version>
    <executions><execution><goals><goal>probe</goal><goal>check</goal></goals></execution></executions>
    <configuration>
      {parameters}
      <service>
        <command>{command}</command>
        <portPattern>listening on port ([0-9]+)</portPattern>
      </service>
      <endpoints><endpoint><step>work</step><path>{path}</path></endpoint></endpoints>
      <budgets><budget><step>work</step>{limits}</budget></budgets>
    </configuration>
  </plugin></plugins></build>
</project>
"""


class Server:
    """The controllable server, compiled once, so that starting it costs little."""

    def __init__(self, work):
        self.classes = work / "classes"
        subprocess.run(["javac", "-d", str(self.classes), str(SCRIPTS / "ControllableServer.java")], check=True)

    def command(self, log=None, **options):
        java = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m", "-cp", str(self.classes)]
        if log:
            options["log"] = log
        return java + ["ControllableServer"] + [text for name, value in options.items() for text in (f"--{name}", str(value))]

    def start(self, log=None, **options):
        return Running(self.command(log, **options))


class Running:
    """A server that was started by a script itself; it ends with its standard input."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("listening on port "):
            raise SystemExit(f"the server did not start: {line}")
        self.port = int(line.split()[-1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


class Truth:
    """What the server's log says. Times are in ms, arrivals since the server began."""

    def __init__(self, file, path="/task"):
        lines = file.read_text().splitlines()
        head = json.loads(lines[0])
        self.p = {50: head["p50"], 95: head["p95"], 99: head["p99"]}
        self.began = seconds(head["beganAt"])
        self.stall_ms, self.every_ms = head["stallMs"], head["everyMs"]
        rows = [row for row in map(json.loads, lines[1:]) if row["path"] == path]
        rows.sort(key=lambda row: row["arrivedNanos"])
        self.arrived = [row["arrivedNanos"] / 1e6 for row in rows]
        self.drawn = [row["drawnNanos"] / 1e6 for row in rows]
        self.took = [row["tookNanos"] / 1e6 for row in rows]

    def latency(self, begin, work):
        """What a request that begins then and has so much to do takes, the stalls included."""
        if not self.stall_ms:
            return work
        free = self.every_ms - self.stall_ms
        period, within = divmod(begin, self.every_ms)
        done = min(within, free) + work
        if within < free and done <= free:
            return work
        full = max(1, int(done // free))
        return (period + full) * self.every_ms + done % free - begin

    def open_workload(self, steps=2000):
        """What requests spread evenly over one period take, each with some of the drawn service times."""
        begins = [self.every_ms * step / steps for step in range(steps)]
        works = self.drawn[:: max(1, len(self.drawn) // 100)]
        return [self.latency(begin, work) for begin in begins for work in works]


class Gate:
    """A Maven project that gates the server."""

    def __init__(self, folder, maven, command, limits, parameters, path="/task"):
        self.folder, self.maven = folder, shlex.split(maven)
        (folder / ".mvn").mkdir(parents=True, exist_ok=True)
        (folder / "pom.xml").write_text(
            POM.format(
                version=VERSION,
                path=path,
                command="".join(f"<argument>{argument}</argument>" for argument in command),
                limits="".join(f"<{metric}>{most}</{metric}>" for metric, most in limits.items()),
                parameters="".join(f"<{name}>{value}</{name}>" for name, value in parameters.items()),
            )
        )
        self.output = folder / "target/release-gate/default"

    def run(self):
        """Gates once. Returns the exit code of Maven, what it wrote, and verdict.json (empty if there is none)."""
        shutil.rmtree(self.folder / "target", ignore_errors=True)
        process = subprocess.run(
            self.maven + ["-o", "-B", "-ntp", "verify"],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        (self.folder / "maven.log").write_text(process.stdout)
        verdict = self.output / "verdict.json"
        return process.returncode, process.stdout, json.loads(verdict.read_text()) if verdict.exists() else {}

    def samples(self):
        """The samples that count, without the warm-up, in the order in which they were due."""
        return [sample for sample in self.requests() if sample.get("phase") != "warmup"]

    def requests(self):
        """Every request, the warm-up included, in the order in which they were due."""
        log = self.output / "samples.jsonl"
        return sorted(map(json.loads, log.read_text().splitlines()), key=lambda sample: sample["ts"])


class Busy(threading.Thread):
    """Keeps every core busy for half of the time with stress-ng, as long as its block of code runs."""

    ON, OFF = 5, 5  # seconds

    def __init__(self):
        super().__init__(daemon=True)
        self.ended, self.process = threading.Event(), None

    def run(self):
        while not self.ended.is_set():
            command = ["stress-ng", "--quiet", "--cpu", str(os.cpu_count()), "--timeout", f"{self.ON}s"]
            self.process = subprocess.Popen(command)
            self.process.wait()
            self.ended.wait(self.OFF)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        if self.process and self.process.poll() is None:
            self.process.terminate()
        self.join()


class Cpu:
    """How busy all cores were since this was made, 0 to 1, and how much the hypervisor stole."""

    def __init__(self):
        self.before = self.ticks()

    @staticmethod
    def ticks():
        return [int(text) for text in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]

    def shares(self):
        spent = [after - before for before, after in zip(self.before, self.ticks())]
        total = sum(spent) or 1
        return 1 - (spent[3] + spent[4]) / total, spent[7] / total


def percentile(values, percent):
    """By nearest rank: sample number ceil(percent * n / 100) in order of size, counted from 1."""
    return sorted(values)[-(-percent * len(values) // 100) - 1] if values else float("nan")


def seconds(instant):
    """Seconds since 1970 of an RFC 3339 time in UTC, to the microsecond."""
    whole, _, fraction = instant.rstrip("Z").partition(".")
    day = datetime.strptime(whole, "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc)
    return day.timestamp() + float(f"0.{fraction or 0}")


def machine():
    """What was measured on, for the heading of a table."""
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    java = subprocess.run(["java", "-version"], stderr=subprocess.PIPE, text=True).stderr.split('"')[1]
    return f"{os.cpu_count()} cores, {model.group(1) if model else 'unknown CPU'}, JDK {java}, load {os.getloadavg()[0]:.2f}"


def parameters(texts):
    """NAME=VALUE texts as a dictionary."""
    return dict(text.split("=", 1) for text in texts)


def elapsed(start):
    return time.monotonic() - start
