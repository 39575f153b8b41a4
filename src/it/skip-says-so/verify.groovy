def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

prints '[WARNING] Release gate SKIPPED: release-gate.skip is set; nothing is measured, and nothing has passed.'
prints '[WARNING] Release gate SKIPPED: release-gate.skip is set; nothing is judged, and nothing has passed.'
assert verdict.verdict == 'SKIPPED' && verdict.exitCode == 1

prints '[ERROR] OBJECTION  verdict.json says SKIPPED without having looked at the samples: there is nothing to repeat'
assert log.any { it ==~ /\[ERROR] Failed to execute goal .*:attest .*: not attested: .*/ }
assert !log.any { it.contains('nothing is audited') || it.contains('nothing is attested') }
