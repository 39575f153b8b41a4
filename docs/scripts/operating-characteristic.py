#!/usr/bin/env python3
"""How often the rule of this product is right, and how often those of others are, on the same shapes of services.

Run from a checkout; the argument is the number of simulated services in a cell. With 1200 it takes about three minutes of
processor time, and says at the end how long it took. The seeds are fixed: the same number always prints the same tables.

    python3 docs/scripts/operating-characteristic.py 1200 > tables.md
    python3 docs/scripts/operating-characteristic-picture.py tables.md > docs/operating-characteristic.svg

Four tables come out: every cell of our rule, one line for each of the others', the same line for ours, computed from the
first table, and every cell of the others.
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
    classes = os.pathsep.join(str(ROOT / "target" / part) for part in ("classes", "test-classes"))
    command = ["java", "-cp", classes, f"dev.releasegate.verdict.{main}", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


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


def main():
    runs = sys.argv[1] if len(sys.argv) > 1 else "1200"
    if not runs.isascii() or not runs.isdigit() or int(runs) < 1:
        sys.exit(f"usage: {Path(sys.argv[0]).name} [runs a cell, 1 or more; 1200 by default]")
    start = time.monotonic()
    subprocess.run(["mvn", "-B", "-ntp", "-q", "test-compile"], cwd=ROOT, check=True, stdout=sys.stderr)
    own = java("OperatingCharacteristic", runs)
    print(own, flush=True)
    line = ours(own)
    summary, separator, per_shape = java("RivalTable", runs, "--per-shape").partition("\n\npredecessor")
    print(summary + "\n" + line + separator + per_shape, end="")
    print(f"{runs} runs a cell took {time.monotonic() - start:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
