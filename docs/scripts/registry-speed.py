#!/usr/bin/env python3
"""How fast the Registry is, beside the same server that answers a constant, and beside nginx with static files.

Run from the root of a checkout, on an idle machine (apt-get install wrk nginx-light), about 6 minutes:

    python3 docs/scripts/registry-speed.py            # all of it
    python3 docs/scripts/registry-speed.py speed      # or some: speed start memory download

speed     wrk, with 1, 16 and 64 connections, asks each in turn, --rounds times over: GET of one manifest from the Registry;
          the same bytes from a server that is wired in the same way (HttpCore, parser, headers) and answers a constant from
          the thread that read the request; the same bytes from nginx as a static file. Then PUTs of 1,000 URNs in turn, each
          on the disk when it is answered, and PUTs whose body the constant server reads and forgets; nginx stores none.
          Each figure is the median of the rounds. CPU is that of the server, and not of wrk.
start     From the start of the process to the first healthy answer, asked every millisecond.
memory    Resident memory 2 s after the first healthy answer, and after the GETs.
download  The jars that the Registry needs, in MB, and of these what the gate would not need without it.
"""

import argparse
import http.client
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from registry_process import KEY, ROOT, Program, class_path, registry

URN = "urn:example:speed"
MANIFEST = '{"manifest":{"name":"%s","capabilities":["read","write","list"]}}' % ("x" * 300)
CONNECTIONS = [1, 16, 64]
NGINX = """
daemon off; worker_processes 2; pid {work}/nginx.pid; error_log {work}/nginx.log;
events {{ worker_connections 256; }}
http {{
  access_log off; keepalive_requests 100000000; tcp_nodelay on; default_type application/json; open_file_cache max=10;
  client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
  server {{ listen 127.0.0.1:{port}; root {work}/static; }}
}}
"""
DONE = """
function done(summary, latency, requests)
  local bad = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status
  io.write(string.format("told %f %f %f %d %d\\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.requests, bad))
end
"""
PUTS = """
wrk.method = "PUT"
wrk.body = '{body}'
wrk.headers["Content-Type"] = "application/json"
local n = 0
function request()
  n = n + 1
  return wrk.format(nil, "/v1/registry/urn:example:" .. (n % 1000))
end
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", choices=["speed", "start", "memory", "download", []])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--starts", type=int, default=15)
    parser.add_argument("--java", default="java")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="registry-speed-"))
    try:
        classes = class_path(work)
        for part in options.parts or ["speed", "start", "memory", "download"]:
            {"speed": speed, "start": start, "memory": memory, "download": download}[part](options, work, classes)
            print(flush=True)
    finally:
        shutil.rmtree(work)


class Nginx:
    def __init__(self, work, answer):
        self.port = 18573
        file = work / "static/v1/registry" / URN
        file.parent.mkdir(parents=True)
        file.write_bytes(answer)
        work.chmod(0o755)
        config = work / "nginx.conf"
        config.write_text(NGINX.format(work=work, port=self.port))
        self.process = subprocess.Popen(["nginx", "-c", str(config)], stderr=subprocess.DEVNULL)
        time.sleep(1)

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def cpu_seconds(self):
        return 0.0

    def stop(self):
        self.process.terminate()
        self.process.wait()


def wrk(work, server, path, connections, seconds, script=""):
    lua = work / "wrk.lua"
    lua.write_text(script + DONE)
    before = server.cpu_seconds()
    told = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-H", f"X-API-Key: {KEY}", "-s", str(lua), server.url(path)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    rate, p50, p99, requests, bad = re.search(r"told (\S+) (\S+) (\S+) (\d+) (\d+)", told).groups()
    if int(bad):
        raise SystemExit(f"{bad} of {requests} answers of {server.url(path)} were errors")
    return float(rate), float(p50), float(p99), 1e6 * (server.cpu_seconds() - before) / int(requests)


def speed(options, work, classes):
    data = work / "data"
    with_store = registry(classes, data, java=options.java)
    status, _, _ = with_store.request("PUT", f"/v1/registry/{URN}", MANIFEST.encode())
    assert status == 201, status
    _, answer, _ = with_store.request("GET", f"/v1/registry/{URN}")
    (work / "answer").write_bytes(answer)
    constant = Program([options.java, "-cp", classes, "dev.releasegate.registry.ConstantServer", str(work / "answer")])
    nginx = Nginx(work, answer)
    servers = {"Registry": with_store, "constant": constant, "nginx": nginx}
    try:
        assert constant.request("GET", f"/v1/registry/{URN}")[1] == answer
        for server in (with_store, constant):  # the JVMs compile while nobody looks
            wrk(work, server, f"/v1/registry/{URN}", 16, 2 * options.seconds)
            wrk(work, server, "/", 16, 2 * options.seconds, PUTS.format(body=MANIFEST))
        print(f"GET of {len(answer)} bytes, median of {options.rounds} rounds of {options.seconds} s each, in turn")
        compare(options, work, servers, f"/v1/registry/{URN}", "")
        print(f"\nPUT of {len(MANIFEST)} bytes to 1,000 URNs in turn, likewise")
        compare(options, work, {name: servers[name] for name in ("Registry", "constant")}, "/", PUTS.format(body=MANIFEST))
    finally:
        for server in servers.values():
            server.stop()


def compare(options, work, servers, path, script):
    print(f"{'connections':>11}  {'server':10}{'per second':>11}{'p50 ms':>9}{'p99 ms':>9}{'CPU us':>8}   times the constant's time")
    for connections in CONNECTIONS:
        runs = {name: [] for name in servers}
        for _ in range(options.rounds):
            for name, server in servers.items():
                runs[name].append(wrk(work, server, path, connections, options.seconds, script))
        ratios = [ours[0] / theirs[0] for ours, theirs in zip(runs["constant"], runs["Registry"])]
        for name, of_it in runs.items():
            rate, p50, p99, cpu = (statistics.median(column) for column in zip(*of_it))
            ratio = f"   {statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})" if name == "Registry" else ""
            shown = f"{cpu:8.1f}" if cpu else f"{'':8}"
            print(f"{connections:11}  {name:10}{rate:11,.0f}{p50:9.3f}{p99:9.2f}{shown}{ratio}", flush=True)


def healthy(port):
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False


def start(options, work, classes):
    taken = []
    for i in range(options.starts):
        server = registry(classes, work / f"start-{i}", java=options.java)
        while not healthy(server.port):
            time.sleep(0.001)
        taken.append(time.monotonic() - server.began)
        server.stop()
    print(f"start to first healthy answer, new store, {options.starts} starts: median {statistics.median(taken):.3f} s,"
          f" {min(taken):.3f} to {max(taken):.3f} s")


def memory(options, work, classes):
    server = registry(classes, work / "memory", java=options.java)
    assert healthy(server.port)
    time.sleep(2)
    idle = server.resident_mb()
    server.request("PUT", f"/v1/registry/{URN}", MANIFEST.encode())
    wrk(work, server, f"/v1/registry/{URN}", 16, 2 * options.seconds)
    print(f"resident memory: {idle:.0f} MiB idle, {server.resident_mb():.0f} MiB after {2 * options.seconds} s of GETs")
    server.stop()


def download(options, work, classes):
    jars = sorted((Path(jar) for jar in classes.split(":") if jar.endswith(".jar")), key=lambda jar: jar.name)
    wanted = [jar for jar in jars if re.match(r"(httpcore5|jackson-core|sqlite-jdbc)-?[h2]*-\d", jar.name)]
    for jar in wanted:
        print(f"{jar.stat().st_size / 1e6:7.2f} MB  {jar.name}{'   (the Registry alone)' if 'sqlite' in jar.name else ''}")
    own = sum(file.stat().st_size for file in (ROOT / "target/classes/dev/releasegate/registry").rglob("*")) / 1e6
    print(f"{own:7.2f} MB  its own classes, not compressed   (the Registry alone)")


if __name__ == "__main__":
    main()
