#!/usr/bin/env python3
"""Lets five impostors pretend to be the bundled Registry: a table of what gives each away.

Run from the root of a checkout, about three minutes; needs node with npm, and downloads Prism and WireMock, into a temporary
directory that is removed afterwards, from where npm and Maven are set up to download from:

    python3 docs/scripts/impostors.py                    # all of them, as Markdown
    python3 docs/scripts/impostors.py static fake older  # or some: registry prism wiremock static fake older

registry  The Registry itself, started with the nonce of this run: what must pass.
prism     The mock of Stoplight, which answers every request by the Registry's own OpenAPI document (prism mock -d).
wiremock  WireMock with templated stubs that refuse a request without a key and echo what a PUT has sent.
static    Files of canned answers behind the web server of Python.
fake      A program that keeps what it is given in memory and answers as the Registry does, all rules included.
older     The Registry itself, started by somebody else: what an earlier build leaves behind on a port.

I1  The behavioural proofs of the Registry hold: the first that does not, with what was seen, and how many do not.
I2  The process that was started owns the port. With --gate, and once the plugin is installed (mvn install -DskipTests): a
    project starts a process that announces the impostor's port as its own, and `mvn verify` must be refused because the port
    belongs to another process. The Registry is refused there as well, for nothing of the project has started it.
I3  An answer carries the proof of the nonce of this run: proven, missing or wrong.

Ends with 1 if one of them is refused or passes where it should not.
"""

import argparse
import hashlib
import http.server
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from registry_process import KEY, ROOT, class_path, registry

PRISM = "@stoplight/prism-cli@5.14.2"
WIREMOCK = "org.wiremock:wiremock-standalone:3.9.1"
OPENAPI = ROOT / "src/main/resources/dev/releasegate/registry/openapi.json"

# Whether it passes at I1, and what is seen at I3.
EXPECTED = {
    "registry": (True, "proven"),
    "prism": (False, "missing"),
    "wiremock": (False, "missing"),
    "static": (False, "missing"),
    "fake": (True, "missing"),
    "older": (True, "wrong"),
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("impostors", nargs="*", choices=[*EXPECTED, []])
    parser.add_argument("--gate", action="store_true", help="let the gate itself judge each at I2")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="impostors-"))
    try:
        classes = class_path(work)
        nonce = secrets.token_hex(32)
        wrong, passes = [], "**passes**"
        print("| impostor | I1: what it does | I2: who owns the port | I3: proof of the instance |\n|---|---|---|---|")
        for name in options.impostors or EXPECTED:
            with START[name](work, classes, nonce) as impostor:
                shown, instance = show(classes, nonce, impostor.port)
                refused = refusal(work, impostor.port) if options.gate else "not asked here"
            unmet = [line for line in shown if not line[0]]
            print(f"| {name} | {words(unmet, len(shown))} | {refused or passes} | {instance} |", flush=True)
            if (not unmet, instance) != EXPECTED[name] or not refused:
                wrong.append(name)
        print(f"\n{'Not as expected: ' + ', '.join(wrong) if wrong else 'All as expected.'}")
        sys.exit(1 if wrong else 0)
    finally:
        shutil.rmtree(work)


def show(classes, nonce, port):
    """What the behavioural proofs of the Registry come to, and what an answer says of the nonce."""
    told = subprocess.run(
        ["java", "-cp", classes, "dev.releasegate.probe.ShowBehaviour", f"http://127.0.0.1:{port}"],
        env={**os.environ, "RELEASE_GATE_REGISTRY_KEY": KEY, "RELEASE_GATE_NONCE": nonce},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True,
    ).stdout.splitlines()
    shown = [(line[0] == "met", line[1], line[2]) for line in (line.split("\t") for line in told[:-1])]
    return shown, told[-1].split("\t")[1]


POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>deceived</artifactId>
  <version>1.0</version>
  <packaging>pom</packaging>
  <build>
    <plugins>
      <plugin>
        <groupId>dev.releasegate</groupId>
        <artifactId>release-gate-maven-plugin</artifactId>
        <version>{version}</version>
        <configuration>
          <quick>true</quick>
          <rate>50</rate>
          <service>
            <command>
              <argument>sh</argument>
              <argument>-c</argument>
              <argument>echo listening on port {port}; exec sleep 120</argument>
            </command>
            <portPattern>listening on port ([0-9]+)</portPattern>
          </service>
          <endpoints>
            <endpoint>
              <step>health</step>
              <path>/health</path>
            </endpoint>
          </endpoints>
          <budgets>
            <budget>
              <step>health</step>
              <p95>10s</p95>
            </budget>
          </budgets>
        </configuration>
        <executions>
          <execution>
            <goals>
              <goal>probe</goal>
              <goal>check</goal>
            </goals>
          </execution>
        </executions>
      </plugin>
    </plugins>
  </build>
</project>
"""


def refusal(work, port):
    """Why the gate refuses what answers on this port, or nothing if it does not."""
    project = work / "deceived"
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir()
    version = re.search(r"<artifactId>release-gate-maven-plugin</artifactId>\s*<version>(.+?)<", (ROOT / "pom.xml").read_text())[1]
    (project / "pom.xml").write_text(POM.format(version=version, port=port))
    printed = subprocess.run(["mvn", "-B", "-ntp", "verify"], cwd=project, stdout=subprocess.PIPE, text=True).stdout
    belongs = re.search(r"INCONCLUSIVE +the port of \S+ belongs to (process \d+).*?, and not to the service that was started", printed)
    return belongs and f"refused: the port belongs to {belongs[1]}, which was not started"


def words(unmet, proofs):
    if not unmet:
        return f"**passes**, all {proofs}"
    return f"refused, {len(unmet)} of {proofs} unmet; first: {unmet[0][1]}: {unmet[0][2]}"


class Impostor:
    """A process of its own on a port, ended with everything that it has started."""

    def __init__(self, port, command=None, stop=None):
        self.port = port
        self.stop = stop
        self.process = command and subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)

    def __enter__(self):
        deadline = time.monotonic() + 60
        while not answers(self.port):
            if time.monotonic() > deadline:
                self.__exit__()
                raise SystemExit(f"nobody answers on port {self.port}")
            time.sleep(0.2)
        return self

    def __exit__(self, *_):
        if self.stop:
            self.stop()
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def answers(port):
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5).close()
    except urllib.error.HTTPError:
        pass
    except OSError:
        return False
    return True


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def the_registry(work, classes, nonce):
    return started(work / "registry", classes, nonce)


def older(work, classes, _):
    return started(work / "older", classes, secrets.token_hex(32))


def started(data, classes, nonce):
    program = registry(classes, data, "--ignore-environment", environment={"RELEASE_GATE_NONCE": nonce})
    return Impostor(program.port, stop=program.stop)


def prism(work, *_):
    subprocess.run(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", "--prefix", work / "prism", PRISM],
                   check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    return Impostor(port, [work / "prism/node_modules/.bin/prism", "mock", "-d", "-h", "127.0.0.1", "-p", str(port), OPENAPI])


def wiremock(work, *_):
    subprocess.run(["mvn", "-B", "-q", "-ntp", "dependency:copy", f"-Dartifact={WIREMOCK}", f"-DoutputDirectory={work}"],
                   cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    stubs = work / "wiremock/mappings"
    stubs.mkdir(parents=True)
    (stubs / "stubs.json").write_text(json.dumps({"mappings": [
        stub({"method": "GET", "urlPath": "/health"}, 200, '{"status":"ok"}'),
        stub({"urlPathPattern": "/v1/.*", "headers": {"X-API-Key": {"absent": True}}}, 401, '{"error":"unauthorized","message":"no key"}', 1),
        stub({"urlPathPattern": "/v1/registry/(?!urn).*"}, 400, '{"error":"bad_request","message":"no URN"}', 2),
        stub({"method": "PUT", "urlPathPattern": "/v1/registry/.*"}, 201,
             '{"urn":"{{request.pathSegments.[2]}}","manifest":{{jsonPath request.body "$.manifest"}},"digest":"{{randomValue length=64 type="HEXADECIMAL"}}","version":1}'),
        stub({"method": "GET", "urlPathPattern": "/v1/registry/.*"}, 200,
             '{"urn":"{{request.pathSegments.[2]}}","manifest":{"name":"a"},"digest":"00","version":1}'),
        stub({"method": "GET", "urlPath": "/v1/resolve"}, 200,
             '{"urn":"{{request.query.urn}}","manifest":{"name":"a"},"capabilities":[],"digest":"00"}'),
    ]}))
    port = free_port()
    jar = next(work.glob("wiremock-standalone-*.jar"))
    return Impostor(port, ["java", "-jar", jar, "--port", str(port), "--bind-address", "127.0.0.1", "--root-dir", work / "wiremock"])


def stub(request, status, body, priority=5):
    return {"priority": priority, "request": {"method": "ANY", **request}, "response": {
        "status": status, "body": body, "headers": {"Content-Type": "application/json", "ETag": '"1-0000000000000000"'},
        "transformers": ["response-template"]}}


def static(work, *_):
    files = work / "static"
    (files / "v1/registry").mkdir(parents=True)
    (files / "health").write_text('{"status":"ok"}')
    shutil.copy(OPENAPI, files / "openapi.json")
    (files / "v1/registry/urn:example:a").write_text('{"urn":"urn:example:a","manifest":{},"digest":"44","version":1}')
    port = free_port()
    return Impostor(port, [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", files, str(port)])


def fake(*_):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Fake)
    server.handle_error = lambda *_: None  # a client that has gone
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return Impostor(server.server_port, stop=server.shutdown)


class Fake(http.server.BaseHTTPRequestHandler):
    """Everything but the Registry."""

    protocol_version = "HTTP/1.1"
    entries = {}

    def do_GET(self):
        path, _, query = self.path.partition("?")
        if path == "/health":
            self.answer(200, {"status": "ok"})
        elif self.is_let_in():
            urn = query[len("urn="):] if path == "/v1/resolve" else path[len("/v1/registry/"):]
            self.find(urllib.parse.unquote(urn), path == "/v1/resolve")

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        urn = urllib.parse.unquote(self.path[len("/v1/registry/"):])
        if self.is_let_in() and self.is_urn(urn):
            manifest = json.loads(body)["manifest"]
            version = self.entries.get(urn, {"version": 0})["version"] + 1
            canonical = json.dumps(manifest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            digest = hashlib.sha256(canonical.encode()).hexdigest()
            self.entries[urn] = {"urn": urn, "manifest": manifest, "digest": digest, "version": version}
            self.answer(201 if version == 1 else 200, {"urn": urn, "digest": digest, "version": version})

    def find(self, urn, resolves):
        if not self.is_urn(urn):
            return
        entry = self.entries.get(urn)
        if entry is None:
            self.answer(404, {"error": "not_found", "message": "there is no such URN"})
        elif resolves:
            self.answer(200, {"urn": urn, "manifest": entry["manifest"], "capabilities": [], "digest": entry["digest"]})
        else:
            self.answer(200, entry, {"ETag": f'"{entry["version"]}-{entry["digest"][:16]}"'})

    def is_let_in(self):
        if self.headers.get("X-API-Key") == KEY:
            return True
        self.answer(401, {"error": "unauthorized", "message": "no right key"})
        return False

    def is_urn(self, text):
        if re.fullmatch(r"urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:\S+", text):
            return True
        self.answer(400, {"error": "bad_request", "message": "no URN"})
        return False

    def answer(self, status, body, headers=None):
        content = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": len(content), **(headers or {})}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


START = {"registry": the_registry, "prism": prism, "wiremock": wiremock, "static": static, "fake": fake, "older": older}

if __name__ == "__main__":
    main()
