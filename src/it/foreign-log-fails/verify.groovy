def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

prints '[ERROR] INCONCLUSIVE  perf.jsonl:1: not a perf record: "ts" is missing. Not one of its lines (60) is, so nothing can pass; release-gate:normalize can turn a log of another form into one.'
assert verdict.verdict == 'INCONCLUSIVE' && verdict.exitCode == 2
