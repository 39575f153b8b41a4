#!/usr/bin/env python3
"""What a first gate costs beside an empty build, measured side by side.

Run from the root of a checkout, on an idle machine:

    mvn -q install -DskipTests && python3 docs/scripts/first-gate.py

An empty project and the same project with the gate are built in turn. First each with an empty local repository of its
own, to see what is downloaded; then each several times with what was downloaded, to see CPU, wall time and memory.
The plugin itself comes from a folder, everything else from where Maven is set up to download from.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

RUNS = int(os.environ.get("RUNS", "7"))
ROOT = Path(__file__).resolve().parents[2]

EMPTY = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>empty</artifactId>
  <version>1.0</version>
  <packaging>pom</packaging>
</project>
"""

SETTINGS = """<settings><profiles><profile><id>plugin</id>
  <pluginRepositories><pluginRepository><id>plugin</id><url>{url}</url>
    <snapshots><enabled>true</enabled></snapshots></pluginRepository></pluginRepositories>
</profile></profiles><activeProfiles><activeProfile>plugin</activeProfile></activeProfiles></settings>
"""


class Tree(threading.Thread):
    """Samples the resident memory of a process and all its descendants."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.peak_kib, self.ended = pid, 0, threading.Event()

    def run(self):
        while not self.ended.wait(0.02):
            self.peak_kib = max(self.peak_kib, self.resident())

    def resident(self):
        parents, memory = {}, {}
        for entry in filter(str.isdigit, os.listdir("/proc")):
            try:
                status = dict(
                    line.split(":", 1) for line in Path("/proc", entry, "status").read_text().splitlines() if ":" in line
                )
            except (OSError, ValueError):
                continue
            parents[int(entry)] = int(status["PPid"])
            memory[int(entry)] = int(status.get("VmRSS", "0 kB").split()[0])
        return sum(kib for pid, kib in memory.items() if self.is_ours(pid, parents))

    def is_ours(self, pid, parents):
        while pid in parents and pid != self.pid:
            pid = parents[pid]
        return pid == self.pid


def build(project, repository, settings):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    process = subprocess.Popen(
        ["mvn", "-B", "-ntp", "-s", str(settings), f"-Dmaven.repo.local={repository}", "verify"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    tree = Tree(process.pid)
    tree.start()
    output, _ = process.communicate()
    wall = time.monotonic() - start
    tree.ended.set()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode != 0:
        sys.exit(output)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, wall, tree.peak_kib / 1024


def megabytes(folder):
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def jars(folder):
    return sorted(((file.stat().st_size / 1e6, file.name) for file in folder.rglob("*.jar")), reverse=True)


def main():
    work = Path(tempfile.mkdtemp(prefix="first-gate-"))
    try:
        measure(work)
    finally:
        shutil.rmtree(work)


def measure(work):
    subprocess.run(
        ["mvn", "-B", "-ntp", "-q", "deploy", "-DskipTests", f"-DaltDeploymentRepository=plugin::default::file://{work}/plugin"],
        cwd=ROOT,
        check=True,
    )
    settings = work / "settings.xml"
    settings.write_text(SETTINGS.format(url=f"file://{work}/plugin"))
    projects = {"empty": work / "empty", "gate": work / "gate"}
    for project in projects.values():
        (project / ".mvn").mkdir(parents=True)
    (projects["empty"] / "pom.xml").write_text(EMPTY)
    shutil.copy(ROOT / "docs/example/pom.xml", projects["gate"] / "pom.xml")

    runs = {name: [] for name in projects}
    for name, project in projects.items():
        build(project, work / f"repo-{name}", settings)
    for _ in range(RUNS):
        for name, project in projects.items():
            runs[name].append(build(project, work / f"repo-{name}", settings))

    print(f"{'':8}{'CPU s':>16}{'wall s':>16}{'peak MiB':>12}{'downloaded MB':>16}   median (range) of {RUNS} runs")
    for name in projects:
        cpu, wall, peak = zip(*runs[name])
        print(
            f"{name:8}{statistics.median(cpu):6.2f} ({min(cpu):.2f}-{max(cpu):.2f})"
            f"{statistics.median(wall):6.2f} ({min(wall):.2f}-{max(wall):.2f})"
            f"{statistics.median(peak):12.0f}{megabytes(work / f'repo-{name}'):16.1f}"
        )
    print("\njars that the gate downloads, MB:")
    for size, jar in jars(work / "repo-gate"):
        print(f"  {size:6.2f}  {jar}")


if __name__ == "__main__":
    main()
