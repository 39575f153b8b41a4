#!/usr/bin/env python3
"""Whether the gate is right, end to end, about a server whose latencies are known.

Run from the root of a checkout (stress-ng must be there: apt-get install stress-ng):

    mvn -q install -DskipTests && python3 docs/scripts/end-to-end.py            # 2 x 200 gates, about 4 hours
    mvn -q install -DskipTests && python3 docs/scripts/end-to-end.py --stalls   # full stalls of 1 s every 10 s, 10 minutes

Without --stalls, docs/scripts/ControllableServer.java is gated in turn with a true p95 of 0.8 and of 1.25 times its
budget, by real Maven builds with the defaults of the plugin, while stress-ng keeps every core busy for half of the time.
At 0.8 PASS is right and FAIL is wrong, at 1.25 the other way round; INCONCLUSIVE is neither. Each gate is one line of
--results as soon as it has ended (mvn clean removes the default one), and a run that was broken off goes on where it
stopped. With --jobs 4 four gates run at a time, which takes an hour and makes the machine busier still. Everything that
was written by a gate that was wrong or broken is kept in a folder beside the results.

With --stalls nothing else runs, the budget is far away, and the percentiles of the samples are held against what an open
workload must see: for each time at which a request was due, what the server's stalls and its drawn service time make of
it, whatever the gate measured. The table also shows what a client sees that waits for each answer before it asks again.
"""

import argparse
import concurrent.futures
import contextlib
import csv
import shutil
import socket
import statistics
import sys
import tempfile
import time
from pathlib import Path

from controllable import ROOT, SHAPES, Busy, Cpu, Gate, Server, Truth, elapsed, machine, parameters, percentile, seconds

FIELDS = ["shape", "ratio", "budget", "settings", "run", "seed", "became", "verdict", "exit", "p95", "samples"]
FIELDS += ["servers_p95", "seconds", "busy", "stolen", "sentence"]


def main():
    options = arguments()
    work = Path(tempfile.mkdtemp(prefix="end-to-end-"))
    try:
        server = Server(work)
        sys.exit(stalls(options, work, server) if options.stalls else verdicts(options, work, server))
    finally:
        if options.keep:
            print(f"kept {work}")
        else:
            shutil.rmtree(work)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, help="gates of each kind (200; 3 with --stalls)")
    parser.add_argument("--ratios", default="0.8,1.25", help="true p95 as a multiple of the budget (%(default)s)")
    parser.add_argument("--shape", default="moderate", help=f"one of {', '.join(SHAPES)}, or all in turn (%(default)s)")
    parser.add_argument("--budget", type=float, default=100, help="the p95 that is allowed, in ms (%(default)s)")
    parser.add_argument("--jobs", type=int, default=1, help="gates at a time; they disturb each other (%(default)s)")
    parser.add_argument("--quick", action="store_true", help="no minimum duration")
    parser.add_argument("--idle", action="store_true", help="without stress-ng")
    parser.add_argument("--stalls", action="store_true", help="full stalls instead of budgets")
    parser.add_argument("--duration", type=int, default=120, help="seconds of one measurement with --stalls (%(default)s)")
    parser.add_argument("--rate", type=int, help="requests a second (the plugin's default)")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="any other parameter of the plugin")
    parser.add_argument("--results", type=Path, default=ROOT / "target/end-to-end.csv", help="(%(default)s)")
    parser.add_argument("--maven", default="mvn", help="such as 'mvn -Dmaven.repo.local=DIR' (%(default)s)")
    parser.add_argument("--keep", action="store_true", help="keep the project that is gated")
    return parser.parse_args()


def settings(options):
    named = parameters(options.set)
    if options.rate:
        named.setdefault("rate", options.rate)
    if options.quick:
        named["quick"] = "true"
    return named


# --- right or wrong -------------------------------------------------------------------------------------------------


def verdicts(options, work, server):
    shapes = SHAPES if options.shape == "all" else [options.shape]
    ratios = [float(text) for text in options.ratios.split(",")]
    named = settings(options)
    kind = {"budget": f"{options.budget:g}", "settings": " ".join(f"{n}={v}" for n, v in sorted(named.items()))}
    if options.idle:
        kind["settings"] += " idle"
    plan = [
        {"shape": shapes[run % len(shapes)], "ratio": f"{ratio:g}", **kind, "run": str(run)}
        for run in range(options.runs or 200)
        for ratio in ratios
    ]
    results = Results(options.results)
    left = [gate for gate in plan if results.of(gate) is None]
    print(f"{machine()}\n{len(plan) - len(left)} of {len(plan)} gates are in {options.results}", flush=True)
    start = time.monotonic()
    with contextlib.ExitStack() as stack:
        if left and not options.idle:
            stack.enter_context(Busy())
        pool = stack.enter_context(concurrent.futures.ThreadPoolExecutor(options.jobs))
        gates = [pool.submit(gate_once, options, work, server, gate, named) for gate in left]
        for number, ended in enumerate(concurrent.futures.as_completed(gates), 1):
            row = ended.result()
            results.add(row)
            rest = elapsed(start) / number * (len(left) - number)
            print(
                f"{number:4}/{len(left)}  {row['shape']:8} {row['ratio']:>5}  {row['became']:12} p95 {row['p95']:>9} ms"
                f"  n={row['samples']:>5}  {row['seconds']:>6} s  busy {row['busy']}  ({rest / 60:.0f} min left)",
                flush=True,
            )
    return table(options, [results.of(gate) for gate in plan], ratios)


def gate_once(options, work, server, gate, named):
    ratio = float(gate["ratio"])
    seed = 1 + int(gate["run"]) * 2 + (ratio > 1)
    project = work / f"gate-{gate['shape']}-{gate['ratio']}-{gate['run']}"
    truth = project / "truth.jsonl"
    command = server.command(log=truth, shape=gate["shape"], p95=f"{ratio * options.budget:g}ms", seed=seed)
    maven = Gate(project, options.maven, command, {"p95": f"{options.budget:g}ms"}, named)
    cpu, start = Cpu(), time.monotonic()
    code, output, verdict = maven.run()
    took, (busy, stolen) = elapsed(start), cpu.shares()
    finding = next((one for one in verdict.get("findings", []) if one.get("metric") == "p95"), {})
    worst = next((one["sentence"] for one in verdict.get("findings", []) if one["verdict"] != "PASS"), "")
    step = next((one for one in verdict.get("steps", []) if one["step"] == "work"), {})
    row = dict(
        gate,
        seed=seed,
        became=became(ratio, code, verdict),
        verdict=verdict.get("verdict", "none"),
        exit=code,
        p95=f"{finding['measured']:.3f}" if "measured" in finding else "",
        samples=step.get("counts", {}).get("all", ""),
        servers_p95=f"{percentile(Truth(truth).took, 95):.3f}" if truth.exists() else "",
        seconds=f"{took:.1f}",
        busy=f"{busy:.2f}",
        stolen=f"{stolen:.3f}",
        sentence=worst or (output[-2000:] if not verdict else ""),
    )
    if row["became"] in ("wrong", "broken"):
        kept = options.results.with_suffix("") / f"{gate['shape']}-{gate['ratio']}-{gate['run']}"
        shutil.copytree(project, kept, dirs_exist_ok=True)
    if not options.keep:
        shutil.rmtree(project)
    return row


def became(ratio, code, verdict):
    said = verdict.get("verdict")
    if said in ("PASS", "FAIL"):
        goes_on = said == "PASS"
        if goes_on != (code == 0):
            return "broken"  # the build did not do what the verdict says
        return "right" if goes_on == (ratio <= 1) else "wrong"
    if said == "INCONCLUSIVE" and verdict.get("exitCode") != 1:
        return "too close" if code == 0 else "inconclusive"
    return "broken"


def table(options, rows, ratios):
    load = "no load beside it" if options.idle else f"stress-ng on every core {Busy.ON} s, then {Busy.OFF} s without it"
    print(f"\np95 budget {options.budget:g} ms, shape {options.shape}, {load}")
    print(
        "true p95 / budget  gates  right  wrong  inconclusive  too close  broken"
        "  median: p95 ms  server's p95 ms  samples  seconds  busy"
    )
    for ratio in ratios:
        of_ratio = [row for row in rows if float(row["ratio"]) == ratio]
        count = lambda word: sum(row["became"] == word for row in of_ratio)  # noqa: E731
        print(
            f"{ratio:17g}{len(of_ratio):7}{count('right'):7}{count('wrong'):7}{count('inconclusive'):14}{count('too close'):11}"
            f"{count('broken'):8}{median(of_ratio, 'p95'):16.1f}{median(of_ratio, 'servers_p95'):17.1f}"
            f"{median(of_ratio, 'samples'):9.0f}{median(of_ratio, 'seconds'):9.1f}{median(of_ratio, 'busy'):6.2f}"
        )
    wrong = sum(row["became"] == "wrong" for row in rows)
    broken = sum(row["became"] == "broken" for row in rows)
    undecided = sum(row["became"] in ("inconclusive", "too close") for row in rows)
    print(f"wrong {wrong} of {len(rows)}, inconclusive {100 * undecided / len(rows):.1f} %, broken {broken}")
    return 1 if wrong or broken else 0


def median(rows, field):
    values = [float(row[field]) for row in rows if row[field] != ""]
    return statistics.median(values) if values else float("nan")


class Results:
    """What became of each gate, in a file that grows by one line for each."""

    KEY = ["shape", "ratio", "budget", "settings", "run"]

    def __init__(self, file):
        self.file, self.rows = file, {}
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists():
            with file.open(newline="") as lines:
                self.rows = {self.key(row): row for row in csv.DictReader(lines)}
        else:
            with file.open("w", newline="") as lines:
                csv.DictWriter(lines, FIELDS).writeheader()

    def key(self, row):
        return tuple(row[field] for field in self.KEY)

    def of(self, gate):
        return self.rows.get(self.key(gate))

    def add(self, row):
        self.rows[self.key(row)] = row
        with self.file.open("a", newline="") as lines:
            csv.DictWriter(lines, FIELDS).writerow(row)


# --- stalls ---------------------------------------------------------------------------------------------------------


def stalls(options, work, server):
    shape = "moderate" if options.shape == "all" else options.shape
    plan = {"shape": shape, "p95": "20ms", "stall": "1s", "every": "10s"}
    named = settings(options)
    for name, value in {
        "minDuration": f"{options.duration}s",
        "maxDuration": f"{options.duration + 30}s",
        "maxSamples": 1_000_000,
    }.items():
        named.setdefault(name, value)
    print(machine())
    print(f"shape {shape}, true p95 of a served request 20 ms, a full stall of 1 s every 10 s, {options.duration} s a run\n")
    worst = 0
    for run in range(options.runs or 3):
        truth_file = work / f"truth-{run}.jsonl"
        command = server.command(log=truth_file, seed=run + 1, **plan)
        gate = Gate(work / "gate", options.maven, command, {"p95": "30s"}, {n: v for n, v in named.items() if v != ""})
        code, output, verdict = gate.run()
        if code != 0:
            print(output)
            return 1
        off = stall_table(run, gate, Truth(truth_file), verdict)
        worst = max(worst, abs(off))
        closed_loop(server, run, plan, options.duration)
        print(flush=True)
    print(f"largest difference of a p99 from the truth: {worst:.2f} % (2 % allowed)")
    return 0 if worst <= 2 else 1


def stall_table(run, gate, truth, verdict):
    requests = gate.requests()
    due = [1e3 * (seconds(sample["ts"]) - truth.began) for sample in requests]
    if len(requests) != len(truth.drawn):
        print(f"{len(requests)} requests were written, but {len(truth.drawn)} arrived")
    counts = [sample.get("phase") != "warmup" for sample in requests]
    true = [truth.latency(begin, work) for begin, work, one in zip(due, truth.drawn, counts) if one]
    late = [arrived - begin for begin, arrived, one in zip(due, truth.arrived, counts) if one]
    seen = [arrived + took - begin for begin, arrived, took, one in zip(due, truth.arrived, truth.took, counts) if one]
    told = verdict["steps"][0]["ms"]
    samples = [sample["ms"] for sample in gate.samples()]
    print(f"run {run + 1:<41}samples     p50 ms     p95 ms     p99 ms     max ms")
    line("gate, in verdict.json", len(samples), [told["p50"], told["p95"], told["p99"], told["max"]])
    line("gate, nearest rank of samples.jsonl", len(samples), spread(samples))
    line("truth for an open workload, same due times", len(true), spread(true))
    line("truth for an open workload, any", 0, spread(truth.open_workload()))
    line("from due to answered, by the server's clock", len(seen), spread(seen))
    line("from due to arrived, by the server's clock", len(late), spread(late))
    off = 100 * (told["p99"] / percentile(true, 99) - 1)
    print(f"{'':2}p99 of the gate is {off:+.2f} % from the truth")
    return off


def closed_loop(server, run, plan, duration):
    """One connection that asks again as soon as it was answered, for as long as the gate has asked."""
    with server.start(seed=run + 1, **plan) as running, socket.create_connection(("127.0.0.1", running.port)) as wire:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        latencies, end = [], time.monotonic() + duration
        while time.monotonic() < end:
            begin = time.perf_counter()
            wire.sendall(b"GET /task HTTP/1.1\r\nHost: localhost\r\n\r\n")
            wire.recv(65536)
            latencies.append(1e3 * (time.perf_counter() - begin))
    line("closed loop, one connection", len(latencies), spread(latencies))
    expected = statistics.median(latencies)
    corrected = [late - missed * expected for late in latencies for missed in range(max(1, int(late // expected)))]
    line("the same, corrected as HdrHistogram does", len(corrected), spread(corrected))


def spread(values):
    return [percentile(values, 50), percentile(values, 95), percentile(values, 99), max(values)]


def line(words, count, values):
    print(f"  {words:43}{count or '':>7}" + "".join(f"{value:11.2f}" for value in values))


if __name__ == "__main__":
    main()
