def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

prints "[ERROR] Release gate INCONCLUSIVE: could not judge: there is no perf log at ${basedir}/nowhere.jsonl: nothing was measured, or not there."
assert verdict.verdict == 'INCONCLUSIVE' && verdict.exitCode == 1
