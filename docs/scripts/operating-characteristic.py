#!/usr/bin/env python3
"""How often the rule of this product is right, and how often those of others are, on the same shapes of services.

Run from a checkout. The arguments are the number of simulated services in a cell and, if wanted, which seeds (0 by default:
those of the documented tables). With 1200 it takes about seven minutes of processor time, and says at the end how long it
took. The same numbers always print the same tables.

    python3 docs/scripts/operating-characteristic.py 1200 > tables.md
    python3 docs/scripts/operating-characteristic-picture.py tables.md > docs/operating-characteristic.svg

Five tables come out: every cell of our rule for a p95, the same for an average on a quarter as many services, one line for
each of the others' rules, the same line for ours, computed from the first table, and every cell of the others.

Below each of the first two stands which aims it meets. An aim is missed where so many errors would happen in fewer than one
of a hundred simulations of a rule that just meets it, by the exact binomial distribution; what so few runs cannot tell is
printed beside it. The exit code is 1 if an aim is missed.
"""

import os
import runpy
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CELLS = runpy.run_path(str(Path(__file__).with_name("operating-characteristic-picture.py")))["cells"]


def java(main, *arguments):
    """What it prints, and whether it ended with 0."""
    classes = os.pathsep.join(str(ROOT / "target" / part) for part in ("classes", "test-classes"))
    command = ["java", "-cp", classes, f"dev.releasegate.verdict.{main}", *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")
    if done.returncode not in (0, 1) or not done.stdout:
        sys.exit(f"{main} ended with {done.returncode}")
    return done.stdout, done.returncode == 0


def ours(table):
    """The line of our rule in the table of the rivals."""
    cells = CELLS(table)
    fail = {at: shares[0] for at, (shares, _) in cells.items()}
    passed = {at: shares[1] for at, (shares, _) in cells.items()}
    samples = {at: n for at, (_, n) in cells.items()}

    def mean(of, ratio):
        return statistics.mean(value for (_, at), value in of.items() if at == ratio)

    worst_fail = max(value for (_, ratio), value in fail.items() if ratio <= 0.95)
    worst_pass = max(value for (_, ratio), value in passed.items() if ratio >= 1.1)
    n = " / ".join(f"{mean(samples, ratio):.0f}" for ratio in (0.5, 0.8, 1.2))
    return (
        f"| **Release Gate** | {worst_fail:.1f} % | {worst_pass:.1f} % | {mean(fail, 0.9):.1f} % "
        f"| {mean(passed, 1.1):.1f} % | {n} |"
    )


def number(position, default, least):
    text = sys.argv[position] if len(sys.argv) > position else default
    if not text.isascii() or not text.isdigit() or int(text) < least:
        sys.exit(f"usage: {Path(sys.argv[0]).name} [runs a cell, 4 or more; 1200 by default [seeds; 0 by default]]")
    return int(text)


def main():
    runs, seeds = number(1, "1200", 4), number(2, "0", 0)
    start = time.monotonic()
    subprocess.run(["mvn", "-B", "-ntp", "-q", "test-compile"], cwd=ROOT, check=True, stdout=sys.stderr)
    own, p95_holds = java("OperatingCharacteristic", str(runs), "p95", str(seeds))
    print(own, flush=True)
    mean, mean_holds = java("OperatingCharacteristic", str(runs // 4), "avg", str(seeds))
    print(mean, flush=True)
    rivals, _ = java("RivalTable", str(runs), "--per-shape")
    summary, separator, per_shape = rivals.partition("\n\npredecessor")
    print(summary + "\n" + ours(own) + separator + per_shape, end="")
    print(f"{runs} runs a cell took {time.monotonic() - start:.0f} s", file=sys.stderr)
    if not (p95_holds and mean_holds):
        sys.exit("an aim is missed, see above")


if __name__ == "__main__":
    main()
