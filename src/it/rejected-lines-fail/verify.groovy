def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

prints '[ERROR] INCONCLUSIVE  perf.jsonl:2: not a perf record: "ms" must be a finite number >= 0, but is "312". A log with holes is no evidence; release-gate:normalize lists every such line.'
assert verdict.verdict == 'INCONCLUSIVE' && verdict.exitCode == 2
