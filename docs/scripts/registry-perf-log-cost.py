#!/usr/bin/env python3
"""What the Registry's own perf log costs, or the proof of the instance: the same requests with and without it, in turns.

    mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
    docs/scripts/registry-perf-log-cost.py            # needs wrk (Debian: wrk) and Linux
    docs/scripts/registry-perf-log-cost.py proof      # with and without a nonce in its environment

Each round starts a Registry without and one with --perf-log (or the nonce), warms it up, and lets wrk ask GET /v1/registry/{urn} on 1 and
on 16 connections. Prints requests a second, p50, and the processor time of the Registry's process for each request, which is the
sturdier figure on a machine that is not quiet. Afterwards it counts the records of the log: there must be one for each request.
"""
import json, os, pathlib, re, statistics, subprocess, sys, tempfile, urllib.request

ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = int(os.environ.get("SECONDS_EACH", "5"))
KEY = "a-key"
ROOT = pathlib.Path(__file__).resolve().parents[2]
LIBRARIES = ("httpcore5", "jackson-core", "sqlite-jdbc")
WHAT = "proof" if sys.argv[1:] == ["proof"] else "log"
TICK_US = 1e6 / os.sysconf("SC_CLK_TCK")


def class_path():
    jars = [jar for jar in (ROOT / "target/classpath").read_text().strip().split(":")
            if pathlib.Path(jar).name.startswith(LIBRARIES)]
    return ":".join([str(ROOT / "target/classes")] + jars)


def cpu_us(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * TICK_US


def wrk(url, connections, seconds):
    threads = "1" if connections == 1 else "2"
    out = subprocess.run(["wrk", "-t" + threads, f"-c{connections}", f"-d{seconds}s", "--latency",
                          "-H", "X-API-Key: " + KEY, "-H", "X-Request-Id: 7c1c9a3e-5d0b-4c33-9a51-0a4b6d1c2f3e", url],
                         capture_output=True, text=True, check=True).stdout
    value, unit = re.search(r"50%\s+([\d.]+)(us|ms|s)", out).groups()
    if "Non-2xx" in out:
        sys.exit(out)
    return (int(re.search(r"(\d+) requests in", out)[1]), float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]),
            float(value) * {"us": 1, "ms": 1e3, "s": 1e6}[unit])


def round_of(has):
    log = has and WHAT == "log"
    with tempfile.TemporaryDirectory() as data:
        perf_log = pathlib.Path(data) / "perf.jsonl"
        command = ["java", "-cp", class_path(), "dev.releasegate.registry.RegistryMain", "--data", data, "--exit-with-stdin",
                   "--rate-limit", "off"]
        registry = subprocess.Popen(command + (["--perf-log", str(perf_log)] if log else []), text=True,
                                    stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                    env={**os.environ, "RELEASE_GATE_REGISTRY_KEY": KEY,
                                         **({"RELEASE_GATE_NONCE": "00" * 32} if has and not log else {})})
        port = json.loads(registry.stdout.readline())["listening"]["port"]
        url = f"http://127.0.0.1:{port}/v1/registry/urn:example:a"
        urllib.request.urlopen(urllib.request.Request(
            url, b'{"manifest":{"text":"%s"}}' % (b"a" * 300), method="PUT",
            headers={"X-API-Key": KEY, "Content-Type": "application/json"}))
        wrk(url, 16, SECONDS)  # warm-up
        figures = {}
        for connections in (1, 16):
            before = cpu_us(registry.pid)
            requests, per_second, p50_us = wrk(url, connections, SECONDS)
            figures[connections] = (per_second, p50_us, (cpu_us(registry.pid) - before) / requests)
        registry.stdin.close()
        counted = sum(json.loads(registry.stdout.read())["stopped"]["requests"].values())
        registry.wait()
        if log:
            with perf_log.open("rb") as lines:
                written = sum(1 for _ in lines)
            print(f"    {written} records for {counted} requests" + ("" if written == counted else ": NOT THE SAME"))
        return figures


seen = {(has, connections): [] for has in (False, True) for connections in (1, 16)}
for number in range(ROUNDS):
    for has in ((False, True), (True, False))[number % 2]:
        for connections, figures in round_of(has).items():
            seen[has, connections].append(figures)
            print(f"round {number + 1} {'with' if has else 'without'} {WHAT}, {connections} connections: "
                  f"{figures[0]:.0f}/s, p50 {figures[1]:.0f} us, {figures[2]:.1f} us CPU a request", flush=True)
print(f"medians of {ROUNDS} rounds, load {os.getloadavg()[0]:.1f}")
for (has, connections), all_figures in seen.items():
    medians = [statistics.median(column) for column in zip(*all_figures)]
    print(f"{'with' if has else 'without':8}{connections:3} connections: {medians[0]:.0f}/s, p50 {medians[1]:.0f} us, "
          f"{medians[2]:.1f} us CPU a request")
