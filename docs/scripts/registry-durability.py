#!/usr/bin/env python3
"""What the Registry guarantees, proved on this machine: the long form of the tests in `mvn test`.

Run from a checkout, on Linux. Each line that comes out is one experiment with a Registry in a process of its own, and what
its clients were told is checked as one history. The exit code is 1 if a guarantee was broken, and 3 if none was, but this
machine did not allow one of the experiments (root and a loop device for the power loss, gcc for the failing disk).

    python3 docs/scripts/registry-durability.py             # everything, about ten minutes
    python3 docs/scripts/registry-durability.py power=50    # one of: linearizable, kill, power, postgres,
    #                                                          faults, faults-at-start

The number is that of the operations, or of the cycles or faults.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ALL = {"linearizable": 100_000, "kill": 100, "power": 50, "postgres": 50, "faults": 600, "faults-at-start": 60}
NOT_HERE = 3


def class_path():
    """What the tests run with, compiled."""
    with tempfile.NamedTemporaryFile("r") as file:
        subprocess.run(
            ["mvn", "-B", "-ntp", "-q", "test-compile", "dependency:build-classpath", f"-Dmdep.outputFile={file.name}"],
            cwd=ROOT, check=True, stdout=sys.stderr,
        )
        libraries = Path(file.name).read_text().strip()
    return os.pathsep.join([str(ROOT / "target" / "classes"), str(ROOT / "target" / "test-classes"), libraries])


def wanted(arguments):
    chosen = dict(ALL) if not arguments else {}
    for argument in arguments:
        name, _, number = argument.partition("=")
        if name not in ALL or (number and not number.isdigit()):
            sys.exit(f"usage: {Path(sys.argv[0]).name} [{'|'.join(ALL)}[=number]]...; not {argument}")
        chosen[name] = int(number or ALL[name])
    return chosen


def main():
    chosen = wanted(sys.argv[1:])
    java = ["java", "-cp", class_path(), "dev.releasegate.registry.RegistryProofs"]
    codes = set()
    for name, number in chosen.items():
        with tempfile.TemporaryDirectory() as directory:
            codes.add(subprocess.run([*java, name, str(number), directory], cwd=ROOT).returncode)
    sys.exit(1 if codes - {0, NOT_HERE} else max(codes))


if __name__ == "__main__":
    main()
