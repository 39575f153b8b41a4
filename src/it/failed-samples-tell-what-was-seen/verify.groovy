def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

prints '[WARNING] First failed sample of ping: GET /ping?by=default: assertion_failed (status 200, application/json, 11 bytes)'
assert log.any { it ==~ /\[ERROR] FAIL          ping  errorRate 100% > 0% \((\d+) of \1 failed: \1 assertion_failed\)  n=\1 ok=0 err=\1 unknown=0.*/ }
assert log.any { it ==~ /\[ERROR] FAIL          ping  p95 a failed request > 2000 ms \((\d+) of \1 failed: \1 assertion_failed\)  n=\1 ok=0 err=\1 unknown=0  .*/ }
assert verdict.exitCode == 3
