def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

prints '[WARNING] First failed sample of ping: GET /ping?by=default: assertion_failed (status 200, application/json, 11 bytes)'
prints '[ERROR] FAIL          ping  errorRate 100% > 0% (50 of 50 failed: 50 assertion_failed)  n=50 ok=0 err=50 unknown=0'
prints '[ERROR] FAIL          ping  p95 a failed request > 2000 ms (50 of 50 failed: 50 assertion_failed)  n=50 ok=0 err=50 unknown=0'
assert verdict.exitCode == 3
