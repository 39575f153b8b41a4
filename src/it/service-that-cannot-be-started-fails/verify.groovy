def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

assert log.any { it.startsWith('[ERROR] Release gate INCONCLUSIVE: could not judge: cannot start the service: Cannot run program "no-such-program"') }
assert verdict.verdict == 'INCONCLUSIVE' && verdict.exitCode == 1
