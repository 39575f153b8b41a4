#!/usr/bin/env python3
"""What a guardian costs: a process that waits for Maven's end, in case Maven cannot end its service itself.

Run from a checkout, on Linux:

    mvn -q test-compile && python3 docs/scripts/guardian-cost.py

It is started as the plugin does, left alone for a moment, and dismissed. CPU time is that of its whole life; of the
resident memory, "own" counts what it shares with other JVMs in equal parts.
"""

import os
import resource
import statistics
import subprocess
import time
from pathlib import Path

RUNS = int(os.environ.get("RUNS", "9"))
ROOT = Path(__file__).resolve().parents[2]
JAVA = Path(os.environ["JAVA_HOME"]) / "bin" / "java" if "JAVA_HOME" in os.environ else "java"
OPTIONS = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx16m", "-Xshare:auto", "-XX:-UsePerfData"]
MAIN = "dev.releasegate.service.GuardianMain"


def cpu_ms():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1000


def memory_mib(pid, name):
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise SystemExit(f"no {name}")


def guardian():
    before = cpu_ms()
    process = subprocess.Popen(
        [JAVA, *OPTIONS, "-cp", ROOT / "target" / "classes", MAIN, "folder,run,1/1/boot/-"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"]}, cwd="/",
    )
    time.sleep(1.5)
    memory = memory_mib(process.pid, "Rss"), memory_mib(process.pid, "Pss")
    process.stdin.write(b".")
    process.stdin.close()
    process.wait()
    return cpu_ms() - before, *memory


def main():
    runs = [guardian() for _ in range(RUNS)]
    for name, values in zip(("CPU ms", "resident MiB", "own MiB"), zip(*runs)):
        print(f"{name:14}{statistics.median(values):8.1f} ({min(values):.1f} to {max(values):.1f})   median (range) of {RUNS}")


if __name__ == "__main__":
    main()
