def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

prints '[ERROR] INCONCLUSIVE  resolve       p95: 49 of the 50 samples that a verdict needs; so far 5 ms <= 300 ms (295 ms headroom)  n=49 ok=49 err=0 unknown=0'
assert verdict.verdict == 'INCONCLUSIVE' && verdict.exitCode == 2
