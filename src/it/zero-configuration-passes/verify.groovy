def log = new File(basedir, 'build.log').readLines()
def folder = new File(basedir, 'target/release-gate/default')
def json = new groovy.json.JsonSlurper()
def verdict = json.parse(new File(folder, 'verdict.json'))
def session = json.parse(new File(folder, 'session.json'))

// Where others keep the machine's disk busy, a PUT that must not be lost may be too close to call, and nothing else may.
def passed = log.count { it ==~ /\[INFO] PASS .* n=(\d+) ok=\1 err=0 unknown=0  .*evidence [0-9^]+:1  .*/ }
def waitedForTheDisk = session.machine.diskMaxMs > 100 && log.any {
    it ==~ /\[WARNING] Release gate INCONCLUSIVE: too close to call: [12] undecided, none broken .*/ }
if (waitedForTheDisk) {
    def undecided = log.count { it.startsWith('[WARNING] INCONCLUSIVE  registry_put ') }
    assert undecided in 1..2 && passed + undecided == 10
    assert verdict.verdict == 'INCONCLUSIVE'
    println "UNDECIDED about registry_put, for this machine's disk took up to $session.machine.diskMaxMs ms for a forced write"
} else {
    assert log.any { it ==~ /\[INFO] Release gate PASS: every limit holds \(\d+ samples of 1 session, budgets built-in\)/ }
    assert passed == 10
    assert !log.any { it.contains('WARN') && it.contains('release-gate') }
    assert verdict.verdict == 'PASS' && verdict.exitCode == 0
}
assert log.any { it ==~ /\[INFO] machine       control p50 .* ms, p95 .* ms; sender late p50 .* ms, p99 .* ms/ }
assert verdict.rule == [name: 'sequential', alpha: 0.01, minSamples: 50, minSamplesToFail: 400, maxSamples: 3000, minElapsedMs: 10000]

def samples = new File(folder, 'samples.jsonl').readLines().collect { json.parseText(it) }
def warmUps = samples.findAll { it.phase == 'warmup' }
def measured = samples - warmUps
assert measured.countBy { it.step }.keySet() == ['health', 'openapi', 'registry_put', 'registry_get', 'resolve'] as Set
assert samples*.requestId.toSet().size() == samples.size()
assert samples.every { it.ok && it.tool == 'registry' && it.dueMs >= 0 && it.lagMs >= 0 && it.firstByteMs > 0 && it.bodyMs >= 0 }
assert measured.every { it.controlMs > 0 && it.ms >= it.lagMs + it.firstByteMs + it.bodyMs }
// every step was probed for the 10 seconds that a PASS takes
measured.groupBy { it.step }.each { step, own -> assert own*.dueMs.max() - own*.dueMs.min() >= 10000 }

// the service's own count of its requests is the number of samples, of proofs, and what it took to see it ready
assert session.log.records == samples.size() && session.warmUp.rounds == warmUps.count { it.step == 'health' }
def perStep = samples.countBy { it.step }
def stopped = json.parseText(new File(folder, 'service.log').readLines().last()).stopped.requests
assert stopped == perStep + [
    health: perStep.health + session.readinessRequests, registry_get: perStep.registry_get + 14,
    registry_put: perStep.registry_put + 4, resolve: perStep.resolve + 2, metrics: 0, query: 0, options: 0, unmatched: 0]

// it was this plugin's own Registry that answered, each time
assert log.any { it ==~ /\[INFO] identity I4: the process that was started ran the artifact of this build \(process \d+ .*\)/ }
assert verdict.identity == [required: 'I4', proven: 'I4']
assert samples.every { it.proof ==~ /[0-9a-f]{64}/ }
assert session.service.before.proofs.size() == 10 && session.service.before.proofs.every { it.met }
assert session.service.after.proofs.size() == 10 && session.service.after.proofs.every { it.met }

// the statement says what the verdict says, and the console has its digest
def statement = json.parse(new File(folder, 'statement.json'))
def digest = java.security.MessageDigest.getInstance('SHA-256').digest(new File(folder, 'statement.json').bytes).encodeHex()
assert log.any { it.startsWith("[INFO] evidence sha256:$digest (statement.json), commit ") }
assert statement.predicate.result == (waitedForTheDisk ? 'WARNED' : 'PASSED')
assert statement.subject[0].name ==~ /release-gate-maven-plugin-.*\.jar/

// nothing is left behind
assert folder.list().sort() == ['predicate.json', 'samples.jsonl', 'service.log', 'session.json', 'statement.json',
    'terms.json', 'verdict.json']
