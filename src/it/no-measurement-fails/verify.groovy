def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

def sentence = "there is no measurement in ${basedir}/target/release-gate/default. Is the goal release-gate:probe bound to this build, in the same execution as release-gate:check? A log from elsewhere is judged with -Drelease-gate.samples=FILE."
prints "[ERROR] Release gate INCONCLUSIVE: could not judge: $sentence"
assert log.any { it.startsWith('[ERROR] Failed to execute goal') && it.contains("on project no-measurement-fails: $sentence") }
assert verdict.verdict == 'INCONCLUSIVE' && verdict.exitCode == 1
