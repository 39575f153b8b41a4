#!/usr/bin/env python3
"""Kills Maven at random moments of a gate, and looks for what is left of it.

Run from a checkout, on Linux, after the plugin was installed; a hundred kills take about half an hour:

    mvn -q install -DskipTests && python3 docs/scripts/kills.py          # or kills.py 15, for as many kills
    MVN_FLAGS="-o -Dmaven.repo.local=…" python3 docs/scripts/kills.py    # with a local repository of its own

SIGTERM, SIGHUP, SIGINT, SIGKILL and SIGABRT (what a crash of the JVM ends with) come in turn, and so does what is gated: the
bundled Registry; a service that ignores its standard input, has a child, and a second one that it has detached from itself;
and the same where nobody ends when asked to (SIGTERM is ignored). Each kill comes at a random moment between the start of
a build and 2.5 times as long as it takes until the service runs. Nothing that carries the lease of the build may be there 2 seconds after it, nor may the port be taken; a
process that does not end when asked to is killed after 5 seconds, so there it is 7. Then the next build in the same folder
has to pass without having had to end anything. The exit code is 1 if anything was left, or a next build did not pass.
"""

import hashlib
import http.server
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

MVN = [os.environ.get("MVN", "mvn"), "-B", "-ntp", *os.environ.get("MVN_FLAGS", "").split()]
SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL, signal.SIGABRT]
BUNDLE = Path("target/release-gate/default")
LIMIT_S = {"registry": 2, "service": 2, "stubborn": 7}
QUICK = ["-Drelease-gate.rule=plain", "-Drelease-gate.minSamples=20", "-Drelease-gate.rate=100", "-Drelease-gate.warmUp=0s"]
PORT = re.compile(r'"port":([0-9]+)|listening on port ([0-9]+)')

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId><artifactId>killed</artifactId><version>1.0</version><packaging>pom</packaging>
  <build><plugins><plugin>
    <groupId>dev.releasegate</groupId><artifactId>release-gate-maven-plugin</artifactId><version>0.1.0-SNAPSHOT</version>
    <configuration>{configuration}</configuration>
    <executions><execution><goals><goal>probe</goal><goal>check</goal></goals></execution></executions>
  </plugin></plugins></build>
</project>
"""

SERVICE = """<service>
  <command><argument>{python}</argument><argument>{script}</argument><argument>serve</argument><argument>{kind}</argument></command>
  <portPattern>listening on port ([0-9]+)</portPattern><readyPath>/</readyPath>
</service>
<endpoints><endpoint><step>root</step><path>/</path></endpoint></endpoints>"""

BUDGETS = "<budgets><budget><step>{step}</step><p95>20s</p95></budget></budgets>"


def serve(kind):
    """The service: it has a child, and one with a session of its own whose parent is gone; it never reads its input."""
    if kind == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if os.fork() == 0:
        if os.fork() == 0:
            os.setsid()
            if os.fork() > 0:
                os._exit(0)
            null = os.open(os.devnull, os.O_RDWR)
            for descriptor in range(3):
                os.dup2(null, descriptor)
        while True:
            signal.pause()

    class Hello(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", "5")
            self.end_headers()
            self.wfile.write(b"hello")

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hello)
    print(f"listening on port {server.server_address[1]}", flush=True)
    server.serve_forever()


def restore_signals():
    """A shell that starts this in the background makes it ignore SIGINT, and all that it starts."""
    for each in SIGNALS:
        if each != signal.SIGKILL:
            signal.signal(each, signal.SIG_DFL)


def maven(folder, output, *flags):
    return subprocess.Popen(
        [*MVN, "verify", *flags], cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
        preexec_fn=restore_signals,
    )


class Traces:
    """What carries a lease of one folder, and the guardians of its runs."""

    def __init__(self, bundle):
        place = f"{bundle.resolve()}\0{os.readlink('/proc/self/ns/pid')}"
        self.name = hashlib.sha256(place.encode()).hexdigest().encode()

    def carriers(self):
        return self.search("environ", lambda text: any(part.startswith(b"RELEASE_GATE_LEASE=" + self.name) for part in text))

    def guardians(self):
        return self.search("cmdline", lambda text: any(part.endswith(b".GuardianMain") for part in text)
                           and any(part.startswith(self.name) for part in text))

    @staticmethod
    def search(file, matches):
        found = []
        for entry in filter(str.isdigit, os.listdir("/proc")):
            try:
                if matches(Path("/proc", entry, file).read_bytes().split(b"\0")):
                    found.append(int(entry))
            except OSError:
                pass  # it has ended
        return found


def listens(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def port_of(log):
    found = PORT.search(log.read_text()) if log.exists() else None
    return int(found[1] or found[2]) if found else None


def until(done, seconds):
    """How many seconds it took until that was so, or nothing if it was not within so many."""
    began = time.monotonic()
    while time.monotonic() < began + seconds:
        if done():
            return time.monotonic() - began
        time.sleep(0.005)
    return None


def kill(folder, kind, which, longest):
    """One kill: how many processes were left, how long it took, and whether the service was there at all."""
    bundle = folder / BUNDLE
    traces = Traces(bundle)
    with open(folder / "killed.log", "wb") as output:
        build = maven(folder, output, "-Drelease-gate.minSamples=1000000")
        time.sleep(random.uniform(0, longest))
        there = bool(traces.carriers())
        port = port_of(bundle / "service.log") if there else None
        if build.poll() is not None:
            raise SystemExit(f"the build ended before it was killed: see {folder}/killed.log")
        build.send_signal(which)
        took = until(lambda: not traces.carriers() and not (port and listens(port)), LIMIT_S[kind])
        left = max(len(traces.carriers()), int(took is None))
        if until(lambda: not traces.guardians(), 30) is None:
            left += len(traces.guardians())
        build.wait(timeout=60)
    return left, took, there


def passes(folder):
    with open(folder / "next.log", "wb") as output:
        code = maven(folder, output, *QUICK).wait(timeout=300)
    return code == 0 and b"orphan" not in (folder / "next.log").read_bytes()


def project(work, kind):
    """A folder with a gate in it that passes, and the longest time until a kill."""
    folder = work / kind
    (folder / ".mvn").mkdir(parents=True)
    (folder / BUNDLE).mkdir(parents=True)
    step = "health" if kind == "registry" else "root"
    service = "" if kind == "registry" else SERVICE.format(python=sys.executable, script=Path(__file__).resolve(), kind=kind)
    (folder / "pom.xml").write_text(POM.format(configuration=service + BUDGETS.format(step=step)))
    with open(folder / "first.log", "wb") as output:
        build = maven(folder, output, *QUICK)
        longest = 2.5 * (until(lambda: port_of(folder / BUNDLE / "service.log"), 120) or 0)
        if build.wait(timeout=300) != 0:
            raise SystemExit("the gate does not pass here even if nobody is killed:\n" + (folder / "first.log").read_text())
    return folder, longest


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    rows = defaultdict(list)
    with tempfile.TemporaryDirectory() as work:
        folders = {kind: project(Path(work), kind) for kind in LIMIT_S}
        for number in range(kills):
            which, kind = SIGNALS[number % len(SIGNALS)], list(LIMIT_S)[number % len(LIMIT_S)]
            folder, longest = folders[kind]
            left, took, there = kill(folder, kind, which, longest)
            green = passes(folder)
            rows[which].append((kind, left, took, there, green))
            print(f"{number + 1}: {which.name} {kind} left={left} took={took} there={there} green={green}",
                  file=sys.stderr, flush=True)
            if not green:
                print((folder / "next.log").read_text(), file=sys.stderr)

    print(f"{'signal':8}{'kills':>6}{'while it ran':>14}{'left':>6}{'slowest release':>17}{'if stubborn':>13}{'next passed':>13}")
    for which, runs in rows.items():
        slowest = [max((took for kind, _, took, there, _ in runs if there and took is not None and (kind == "stubborn") == stubborn),
                       default=0) for stubborn in (False, True)]
        print(f"{which.name:8}{len(runs):6}{sum(run[3] for run in runs):14}{sum(run[1] for run in runs):6}"
              f"{slowest[0]:15.2f} s{slowest[1]:11.2f} s{sum(run[4] for run in runs):13}")
    bad = any(run[1] or not run[4] for runs in rows.values() for run in runs)
    print("something was left, or a next build did not pass" if bad else "nothing was left, and every next build passed")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    serve(sys.argv[2]) if sys.argv[1:2] == ["serve"] else main()
