#!/usr/bin/env python3
"""What a build says when the service of the build before still answers on its port.

Run from the root of a checkout (a Maven on the PATH, and Maven Central for Spring Boot 3.4.1):

    mvn -q install -DskipTests && python3 docs/scripts/orphan-story.py

A small web application says which build it is of. Its build starts it, asks it, and stops it. Then, twice:

1. The build of BUILD-ONE is killed (SIGKILL to Maven) while its application runs.
2. The source is changed to BUILD-TWO, and the build runs again.

Once spring-boot-maven-plugin 3.4.1 starts and stops the application (goals start and stop, as its documentation has it), and
once Release Gate does. At last BUILD-TWO is gated while a BUILD-ONE that nobody's build knows has the port. The port is a
free one, everything is written to a temporary folder, and whatever was started is ended.
"""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VERSION = re.search(r"<version>([^<]+)</version>", (ROOT / "pom.xml").read_text(encoding="utf-8")).group(1)
PATIENCE = 900

SOURCE = """package story;

@org.springframework.boot.autoconfigure.SpringBootApplication
@org.springframework.web.bind.annotation.RestController
public class Application {
    public static void main(String[] args) {
        org.springframework.boot.SpringApplication.run(Application.class, args);
    }

    @org.springframework.web.bind.annotation.GetMapping("/")
    String build() {
        return "%s pid=" + ProcessHandle.current().pid();
    }
}
"""

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId>
    <artifactId>spring-boot-starter-parent</artifactId>
    <version>3.4.1</version>
    <relativePath/>
  </parent>
  <groupId>story</groupId>
  <artifactId>application</artifactId>
  <version>1.0</version>
  <properties>
    <java.version>17</java.version>
    <hold>0</hold>
  </properties>
  <dependencies>
    <dependency>
      <groupId>org.springframework.boot</groupId>
      <artifactId>spring-boot-starter-web</artifactId>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <groupId>org.springframework.boot</groupId>
        <artifactId>spring-boot-maven-plugin</artifactId>
        <executions>
          <execution><id>repackage</id><goals><goal>repackage</goal></goals></execution>
%s
    </plugins>
  </build>
</project>
"""

SPRING = """          <execution><id>start</id><phase>pre-integration-test</phase><goals><goal>start</goal></goals>
            <configuration><arguments>--server.port=%PORT%</arguments></configuration></execution>
          <execution><id>stop</id><phase>post-integration-test</phase><goals><goal>stop</goal></goals></execution>
        </executions>
        <configuration><jmxPort>%JMX%</jmxPort></configuration>
      </plugin>
      <plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-antrun-plugin</artifactId>
        <executions><execution><phase>integration-test</phase><goals><goal>run</goal></goals>
          <configuration><target>
            <sleep seconds="${hold}"/>
            <get src="http://127.0.0.1:%PORT%/" dest="${project.build.directory}/answer.txt"/>
          </target></configuration></execution></executions>
      </plugin>"""

GATE = """        </executions>
      </plugin>
      <plugin>
        <groupId>dev.releasegate</groupId>
        <artifactId>release-gate-maven-plugin</artifactId>
        <version>%VERSION%</version>
        <configuration>
          <service>
            <command>
              <argument>${java.home}/bin/java</argument>
              <argument>-jar</argument>
              <argument>${project.build.directory}/application-1.0.jar</argument>
              <argument>--server.port=%PORT%</argument>
            </command>
            <baseUrl>http://127.0.0.1:%PORT%</baseUrl>
            <readyPath>/</readyPath>
          </service>
          <endpoints><endpoint><step>build</step><path>/</path></endpoint></endpoints>
          <budgets><budget><step>build</step><p95>2s</p95></budget></budgets>
        </configuration>
        <executions><execution><goals><goal>probe</goal><goal>check</goal></goals></execution></executions>
      </plugin>"""


def main():
    work = Path(tempfile.mkdtemp(prefix="orphan-story-"))
    with contextlib.ExitStack() as ends:
        ends.callback(shutil.rmtree, work, ignore_errors=True)
        rows = [spring(work / "spring", ends), gate(work / "gate", ends), stranger(work / "gate", ends)]
    print("\n| who | the build of BUILD-TWO | and says |\n|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


def spring(folder, ends):
    """Kills a build whose application runs, and builds again."""
    port, jmx = free_port(), free_port()
    plugins = SPRING.replace("%JMX%", str(jmx))  # 9001 otherwise, in every build
    write(folder, plugins, "BUILD-ONE", port)
    maven = start_maven(folder, ends, "-Dhold=3600")
    answer = await_answer(port, maven)
    orphan = int(answer.split("pid=")[1])
    ends.callback(end_application, orphan, port)
    maven.kill()
    maven.wait()
    time.sleep(5)
    print(f"5 s after Maven was killed, port {port} answers: {asked(port)}")
    write(folder, plugins, "BUILD-TWO", port)
    exit_code, output = run_maven(folder)
    said = (folder / "target/answer.txt").read_text(encoding="utf-8") if exit_code == 0 else last_error(output)
    print("\n".join(line for line in output if line.startswith("Error:") or "BUILD" in line))
    print(f"its integration test was answered: {said}")
    return "spring-boot-maven-plugin 3.4.1", verdict(exit_code), f"its test was answered by `{said}`"


def gate(folder, ends):
    """Kills a build whose application is probed, and builds again."""
    port = free_port()
    write(folder, GATE, "BUILD-ONE", port)
    maven = start_maven(folder, ends, "-Drelease-gate.minSamples=100000")
    probed = int(await_answer(port, maven).split("pid=")[1])
    ends.callback(end_application, probed, port)
    maven.kill()
    maven.wait()
    killed = time.monotonic()
    while asked(port) is not None and time.monotonic() < killed + 30:
        time.sleep(0.1)
    print(f"{time.monotonic() - killed:.1f} s after Maven was killed, port {port} answers: {asked(port)}")
    write(folder, GATE, "BUILD-TWO", port)
    exit_code, output = run_maven(folder)
    print("\n".join(line for line in output if "identity I" in line or "Release gate" in line or "BUILD" in line))
    identity = next((line[7:] for line in output if "identity I" in line), last_error(output))
    return "Release Gate, whose own orphan it would be", verdict(exit_code), re.sub(r" \(.*", "", identity)


def stranger(folder, ends):
    """Builds while a BUILD-ONE has the port that no build has left."""
    port = free_port()
    write(folder, GATE, "BUILD-ONE", port)
    run_maven(folder, "package", "-Drelease-gate.skip=true")
    jar = shutil.copy(folder / "target/application-1.0.jar", folder.parent / "one.jar")
    orphan = subprocess.Popen(["java", "-jar", jar, f"--server.port={port}"], stdout=subprocess.DEVNULL)
    ends.callback(end, orphan)
    await_answer(port, orphan)
    write(folder, GATE, "BUILD-TWO", port)
    exit_code, output = run_maven(folder)
    print("\n".join(line for line in output if "is held by" in line or "BUILD" in line))
    return "Release Gate, a stranger on the port", verdict(exit_code), last_error(output)


def write(folder, plugins, build, port):
    source = folder / "src/main/java/story/Application.java"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(SOURCE % build, encoding="utf-8")
    (folder / ".mvn").mkdir(exist_ok=True)
    text = plugins.replace("%PORT%", str(port)).replace("%VERSION%", VERSION)
    (folder / "pom.xml").write_text(POM % text, encoding="utf-8")


def start_maven(folder, ends, *arguments):
    log = ends.enter_context(open(folder.parent / (folder.name + "-one.log"), "w", encoding="utf-8"))
    maven = subprocess.Popen(["mvn", "-B", "-ntp", "verify", *arguments], cwd=folder, stdout=log, stderr=log)
    ends.callback(end, maven)
    return maven


def run_maven(folder, *arguments):
    command = ["mvn", "-B", "-ntp", *(arguments or ["verify"])]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    return done.returncode, done.stdout.splitlines()


def await_answer(port, process):
    end_at = time.monotonic() + PATIENCE
    while time.monotonic() < end_at:
        answer = asked(port)
        if answer is not None:
            return answer
        if process.poll() is not None:
            sys.exit(f"{process.args} ended with {process.returncode} before port {port} answered")
        time.sleep(0.5)
    sys.exit(f"port {port} does not answer")


def asked(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return answer.read().decode("utf-8")
    except OSError:
        return None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end(process):
    process.kill()
    process.wait()


def end_application(pid, port):
    """An application that this process has not started itself: only if it is still the one on that port."""
    with contextlib.suppress(OSError):
        if f"--server.port={port}".encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
            os.kill(pid, signal.SIGKILL)


def verdict(exit_code):
    return "BUILD SUCCESS" if exit_code == 0 else "BUILD FAILURE"


def last_error(output):
    errors = [line[8:] for line in output if line.startswith("[ERROR] ")]
    return errors[0] if errors else "nothing"


if __name__ == "__main__":
    main()
