def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

def diff = /resolve  p95 [0-9.]+ ms > 40 ms \(\+[0-9.]+ ms, \+[0-9.]+%\)  n=120 ok=120 err=0 unknown=0  \d+ of 120 slow \(.*%, allowed 5%\)  .*interval .* ms  evidence [0-9^]+:1  .*confirmed by the newest 60/
assert log.any { it ==~ /\[ERROR] FAIL          / + diff }
assert log.any { it ==~ /\[ERROR] Failed to execute goal .*:check \(default\) on project .*: / + diff }
assert verdict.verdict == 'FAIL' && verdict.exitCode == 3
