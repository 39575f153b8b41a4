def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

assert log.any { it.startsWith('[ERROR] INCONCLUSIVE  perf.jsonl:751: the last line is torn (not JSON: ') && it.endsWith('): whoever wrote it died or had no room. Half a log is no evidence; measure again.') }
assert log.count { it.startsWith('[INFO] PASS ') } == 10
assert verdict.verdict == 'INCONCLUSIVE' && verdict.exitCode == 2
