def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
assert log.any { it.startsWith('[ERROR] Failed to execute goal') && it.contains(': unknown property -Drelease-gate.minSample; did you mean "release-gate.minSamples"? Known are ') }

// the pass of the build before does not stand for the one that was refused
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))
assert log.any { it.startsWith('[INFO] Release gate PASS: ') }
assert verdict.verdict == 'INCONCLUSIVE' && verdict.exitCode == 1
assert verdict.reason.startsWith('unknown property -Drelease-gate.minSample; did you mean "release-gate.minSamples"?')
