def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

def diff = /resolve  p95 [0-9.]+ ms > 0.001 ms \(\+[0-9.]+ ms, \+[0-9.]+%\)  n=50 ok=50 err=0 unknown=0/
assert log.any { it ==~ /\[ERROR] FAIL          / + diff }
assert log.any { it ==~ /\[ERROR] Failed to execute goal .*:check \(default\) on project .*: / + diff }
assert verdict.verdict == 'FAIL' && verdict.exitCode == 3
