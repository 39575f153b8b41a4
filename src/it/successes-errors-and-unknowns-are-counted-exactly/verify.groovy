def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

def counts = verdict.steps.collectEntries { [it.step, it.counts] }
assert verdict.steps.sum { it.counts.success } == 20
assert verdict.steps.sum { it.counts.error } == 5
assert verdict.steps.sum { it.counts.unknown } == 3
assert counts.health == [all: 6, success: 4, error: 1, unknown: 1]
assert counts.resolve == [all: 5, success: 4, error: 1, unknown: 0]
assert verdict.steps.collectMany { it.errorReasons.keySet() }.sort() == ['internal_error', 'not_found', 'rate_limited', 'read_timeout', 'unauthorized']
assert verdict.verdict == 'FAIL' && verdict.exitCode == 3
prints '[ERROR] FAIL          health        errorRate 20% > 0% (1 of 5 failed: 1 read_timeout)  n=6 ok=4 err=1 unknown=1'

def summary = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/summary.json'))
assert summary.steps == verdict.steps
