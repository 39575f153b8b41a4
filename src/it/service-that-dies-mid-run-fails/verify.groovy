def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

// one request found the service ready and one warmed it up; when its 30th came it ended
assert log.any { it ==~ /\[WARNING] Not measured to the end: the service ended with exit code 7 after (\d+) requests. The check will report it./ }
assert log.any { it ==~ /\[ERROR] FAIL          the service ended with exit code 7 after (29|3\d) requests/ }
assert log.contains('[ERROR]   | out of luck')
assert log.any { it ==~ /\[ERROR] FAIL          ping  errorRate [0-9.]+% > 0% \(\d+ of \d+ failed: .*connection_reset.*\)  n=\d+ ok=27 err=\d+ unknown=0/ }
assert verdict.verdict == 'FAIL' && verdict.exitCode == 3
