def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
assert log.any { it ==~ /\[INFO] Release gate PASS: every limit holds \(250 samples of 1 session, budgets built-in\)/ }
assert log.count { it ==~ /\[INFO] PASS .* n=50 ok=50 err=0 unknown=0/ } == 10
assert !log.any { it.contains('WARN') && it.contains('release-gate') }

def folder = new File(basedir, 'target/release-gate/default')
def json = new groovy.json.JsonSlurper()
def verdict = json.parse(new File(folder, 'verdict.json'))
assert verdict.verdict == 'PASS' && verdict.exitCode == 0

def samples = new File(folder, 'samples.jsonl').readLines().collect { json.parseText(it) }
def perStep = samples.countBy { it.step }
assert perStep == [health: 50, openapi: 50, registry_put: 50, registry_get: 50, resolve: 50]
assert samples.every { it.keySet() == ['ts', 'sessionId', 'tool', 'step', 'ms', 'ok'] as Set && it.ok && it.tool == 'registry' }

// the service's own count of its requests is the number of samples, and what it took to see it ready
def session = json.parse(new File(folder, 'session.json'))
def stopped = json.parseText(new File(folder, 'service.log').readLines().last()).stopped.requests
assert stopped == perStep + [health: 50 + session.readinessRequests, unmatched: 0]

// nothing is left behind
assert folder.list().sort() == ['samples.jsonl', 'service.log', 'session.json', 'verdict.json']
