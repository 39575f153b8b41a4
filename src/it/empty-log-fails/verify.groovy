def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

prints '[ERROR] INCONCLUSIVE  perf.jsonl is empty: nothing was measured, so nothing can pass.'
assert verdict.verdict == 'INCONCLUSIVE' && verdict.exitCode == 2
