def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

prints '[ERROR] INCONCLUSIVE  nothing was measured: the probe was skipped (release-gate.skip is set)'
assert verdict.verdict == 'INCONCLUSIVE' && verdict.exitCode == 2
