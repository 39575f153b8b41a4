#!/usr/bin/env python3
"""What the instrument costs and how true it is: beside a raw socket, at rising rates, and beside wrk and autocannon.

Run from the root of a checkout, on an idle machine (wrk and npm must be there: apt-get install wrk npm; autocannon is
installed into a temporary folder):

    mvn -q install -DskipTests && python3 docs/scripts/instrument-cost.py                 # all three, about 30 minutes
    mvn -q install -DskipTests && python3 docs/scripts/instrument-cost.py cost rate truth # or some of them

cost   The median of a request to docs/scripts/ControllableServer.java, which answers at once, by the probe and by a raw
       socket, blocks of both in turn: what the probe adds to each latency it reports.
rate   The gate at rising rates: how late each request was sent. The highest rate whose 99th percentile of that is below
       1 ms is held.
truth  The gate, wrk and autocannon measure the same service one after the other, each shape with a true p95 of --p95,
       and what each reports is held against what the server says of the very requests of that tool. wrk and autocannon
       use as many connections as --connections says, and each of these waits for its answer before it asks again, as
       often as it can; with -R, autocannon is given the rate of the gate. wrk fills up its percentiles, as if each
       connection had asked once in the mean time between two answers (stats_correct); autocannon does so with -R, in
       steps of 1 ms whatever the rate (Math.ceil(1 / rate) in lib/run.js of 9.0.0). autocannon tells whole milliseconds
       and no p95. In the last rows the server stalls for 1 s every 10 s, and the truth is what an open workload sees.
"""

import argparse
import json
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from controllable import ROOT, SCRIPTS, SHAPES, Cpu, Gate, Server, Truth, machine, parameters, percentile, seconds

RATES = [25, 50, 100, 200, 500, 1000, 2000, 5000, 10000]
WRK = """
function done(summary, latency, requests)
  io.write(string.format("told %f %f %f %d\\n", latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    latency:percentile(99) / 1000, summary.requests))
end
"""


def main():
    options = arguments()
    work = Path(tempfile.mkdtemp(prefix="instrument-cost-"))
    try:
        server = Server(work)
        idle = Cpu()
        time.sleep(2)
        busy, stolen = idle.shares()
        print(f"{machine()}; before this, {100 * busy:.0f} % of the cores were busy, {100 * stolen:.0f} % stolen\n", flush=True)
        for part in options.parts or ["cost", "rate", "truth"]:
            {"cost": cost, "rate": rate, "truth": truth}[part](options, work, server)
            print(flush=True)
    finally:
        if options.keep:
            print(f"kept {work}")
        else:
            shutil.rmtree(work)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help="cost, rate, truth (all)")
    parser.add_argument("--blocks", type=int, default=40, help="cost: blocks of each (%(default)s)")
    parser.add_argument("--requests", type=int, default=2000, help="cost: requests in a block (%(default)s)")
    parser.add_argument("--rates", default=",".join(map(str, RATES)), help="rate: requests a second (%(default)s)")
    parser.add_argument("--pin", action="store_true", help="rate: the gate on core 0 alone, the server on core 1")
    parser.add_argument("--seconds", type=int, default=30, help="truth: of one measurement (%(default)s); rate: a third of it")
    parser.add_argument("--shapes", default=",".join(SHAPES), help="truth: (%(default)s)")
    parser.add_argument("--p95", default="20ms", help="truth: the true p95 (%(default)s)")
    parser.add_argument("--rate", type=int, default=50, help="truth: requests a second of the gate and autocannon (%(default)s)")
    parser.add_argument("--connections", type=int, default=4, help="truth: of wrk and autocannon (%(default)s)")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="any other parameter of the plugin")
    parser.add_argument("--maven", default="mvn", help="such as 'mvn -Dmaven.repo.local=DIR' (%(default)s)")
    parser.add_argument("--keep", action="store_true", help="keep what was written")
    return parser.parse_args()


# --- cost -----------------------------------------------------------------------------------------------------------


def cost(options, work, server):
    classpath = work / "classpath"
    subprocess.run(
        [*options.maven.split(), "-B", "-ntp", "-q", "dependency:build-classpath", "-DincludeScope=runtime"]
        + [f"-Dmdep.outputFile={classpath}"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    with server.start() as running:
        done = subprocess.run(
            ["java", "-cp", f"{ROOT / 'target/classes'}:{classpath.read_text().strip()}", str(SCRIPTS / "ProberCost.java")]
            + [str(running.port), str(options.blocks), str(options.requests)],
            capture_output=True,
            text=True,
        )
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    blocks = json.loads(done.stdout)
    print(f"{options.blocks} blocks of {options.requests} requests each; median (range) of the blocks, microseconds")
    print(f"{'':12}{'reported p50':>24}{'p50 for the caller':>24}{'CPU of the thread':>24}")
    for way in ("raw", "prober"):
        print(f"{way:12}" + "".join(f"{spread(block[key] for block in blocks[way]):>24}" for key in ("told", "call", "cpu")))
    added = [
        {key: probe[key] - raw[key] for key in probe} for raw, probe in zip(blocks["raw"], blocks["prober"])
    ]
    print(f"{'added':12}" + "".join(f"{spread(block[key] for block in added):>24}" for key in ("told", "call", "cpu")))


def spread(values):
    values = list(values)
    return f"{statistics.median(values):.1f} ({min(values):.1f}..{max(values):.1f})"


# --- rate -----------------------------------------------------------------------------------------------------------


def rate(options, work, server):
    duration = max(10, options.seconds // 3)
    print(f"{duration} s at each rate; the control requests come besides, at the same rate again; ms")
    print(" asked /s   sent /s  samples   lag p50   lag p99   lag max  wait p99     p50      p99   busy")
    held = 0
    for asked in map(int, options.rates.split(",")):
        command = server.command()
        maven = options.maven
        if options.pin:
            command, maven = ["taskset", "-c", "1"] + command, f"taskset -c 0 {maven}"
        gate = gate_for(options, work, maven, command, asked, duration, path="/echo")
        cpu = Cpu()
        code, output, _ = gate.run()
        busy, _ = cpu.shares()
        if code != 0:
            print(f"{asked:9}  the gate did not pass:\n{output}")
            return
        samples = gate.samples()
        lag = [sample.get("lagMs", 0) for sample in samples]
        wait = [sample.get("waitMs", 0) for sample in samples]
        sent = sorted(sample["dueMs"] + sample.get("lagMs", 0) + sample.get("waitMs", 0) for sample in samples)
        took = [sample["ms"] for sample in samples]
        late = [one + other for one, other in zip(lag, wait)]
        print(
            f"{asked:9}{1e3 * (len(sent) - 1) / (sent[-1] - sent[0]):10.1f}{len(sent):9}{percentile(lag, 50):10.3f}"
            f"{percentile(lag, 99):10.3f}{max(lag):10.3f}{percentile(wait, 99):10.3f}{percentile(took, 50):8.3f}"
            f"{percentile(took, 99):9.3f}{busy:7.2f}",
            flush=True,
        )
        if percentile(late, 99) < 1:
            held = asked
    print(f"highest rate held with the p99 of the send lag, waits included, below 1 ms: {held}/s")


def gate_for(options, work, maven, command, rate, duration, path="/task"):
    named = {
        "rate": rate,
        "minDuration": f"{duration}s",
        "maxDuration": f"{duration + 30}s",
        "maxSamples": 10_000_000,
        **parameters(options.set),
    }
    named = {name: value for name, value in named.items() if value != ""}
    return Gate(work / "gate", maven, command, {"p95": "30s"}, named, path)


# --- truth ----------------------------------------------------------------------------------------------------------


def truth(options, work, server):
    (work / "percentiles.lua").write_text(WRK)
    autocannon = install_autocannon(work)
    tools = {
        "gate": lambda plan, log: by_gate(options, work, server, plan, log),
        "wrk": lambda plan, log: by_wrk(options, work, server, plan, log),
        "autocannon": lambda plan, log: by_autocannon(options, server, plan, log, [autocannon]),
        "autocannon -R": lambda plan, log: by_autocannon(options, server, plan, log, [autocannon, "-R", str(options.rate)]),
    }
    print(
        f"{options.seconds} s each; gate and autocannon -R {options.rate}/s; wrk and autocannon {options.connections} connections;"
        f" {version(['wrk', '-v'])}, autocannon {version([autocannon, '--version'])}; ms"
    )
    heads = "".join(f"   {word + ': p50':>9}      p95      p99" for word in ("true", "told", "off"))
    print(f"{'shape':10}{'tool':14}{'n':>7}{heads}")
    for shape in options.shapes.split(","):
        row(tools, {"shape": shape, "p95": options.p95}, work, shape)
    row(tools, {"shape": "moderate", "p95": options.p95, "stall": "1s", "every": "10s"}, work, "stalls")


def row(tools, plan, work, words):
    for name, tool in tools.items():
        log = work / f"{words}-{name}.jsonl"
        told, true = tool(dict(plan, seed=95), log)
        off = [f"{100 * (one / other - 1):+.1f}%" if one is not None else "-" for one, other in zip(told[:3], true)]
        print(
            f"{words:10}{name:14}{told[3]:7}   "
            + "".join(f"{one:9.2f}" for one in true)
            + "   "
            + "".join("        -" if one is None else f"{one:9.2f}" for one in told[:3])
            + "   "
            + "".join(f"{one:>9}" for one in off),
            flush=True,
        )


def three(values):
    return [percentile(values, percent) for percent in (50, 95, 99)]


def true_of(log):
    """What the server says of all its requests; with stalls, what requests spread evenly over time would have seen."""
    served = Truth(log)
    return three(served.open_workload() if served.stall_ms else served.took)


def by_gate(options, work, server, plan, log):
    gate = gate_for(options, work, options.maven, server.command(log, **plan), options.rate, options.seconds)
    code, output, verdict = gate.run()
    if code != 0:
        raise SystemExit(output)
    step = verdict["steps"][0]
    told = [step["ms"]["p50"], step["ms"]["p95"], step["ms"]["p99"], step["counts"]["all"]]
    served, counts = Truth(log), [sample.get("phase") != "warmup" for sample in gate.requests()]
    if served.stall_ms or len(counts) != len(served.took):
        return told, true_of(log)
    return told, three([took for took, one in zip(served.took, counts) if one])


def by_wrk(options, work, server, plan, log):
    with server.start(log, **plan) as running:
        url = f"http://127.0.0.1:{running.port}"
        wrk = ["wrk", "-t1", f"-c{options.connections}"]
        subprocess.run([*wrk, "-d2s", f"{url}/warm"], check=True, stdout=subprocess.DEVNULL)
        command = [*wrk, f"-d{options.seconds}s", "-s", str(work / "percentiles.lua"), f"{url}/task"]
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    told = re.search(r"^told (\S+) (\S+) (\S+) (\d+)$", output, re.MULTILINE).groups()
    return [*map(float, told[:3]), int(told[3])], true_of(log)


def by_autocannon(options, server, plan, log, autocannon):
    with server.start(log, **plan) as running:
        url = f"http://127.0.0.1:{running.port}"
        command = [autocannon[0], "-j", "-c", str(options.connections)]
        quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True, "check": True}
        subprocess.run([*command, "-d", "2", f"{url}/warm"], **quiet)
        command += [*autocannon[1:], "-d", str(options.seconds), f"{url}/task"]
        told = json.loads(subprocess.run(command, **quiet).stdout)
    return [told["latency"]["p50"], None, told["latency"]["p99"], told["requests"]["total"]], true_of(log)


def install_autocannon(work):
    folder = work / "node"
    folder.mkdir()
    subprocess.run(
        ["npm", "install", "--silent", "--no-fund", "--no-audit", "autocannon"], cwd=folder, check=True, stderr=subprocess.DEVNULL
    )
    return str(folder / "node_modules/.bin/autocannon")


def version(command):
    output = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    return " ".join(output.split("\n")[0].replace("autocannon", "").split()[:2]).removesuffix(" [epoll]")


if __name__ == "__main__":
    main()
