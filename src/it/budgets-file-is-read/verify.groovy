def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

assert log.any { it ==~ /\[INFO] PASS          resolve  p95 [0-9.]+ ms <= 300 ms \([0-9.]+ ms headroom\)  n=(\d+) ok=\1 err=0 unknown=0  0 of \d+ slow \(allowed 5%\)  interval up to .* ms  evidence \d+:1  .*/ }
assert log.any { it ==~ /\[INFO] no limit      health  n=(\d+) ok=\1 err=0 unknown=0; its latencies are not judged/ }
assert verdict.verdict == 'PASS' && verdict.exitCode == 0 && verdict.budgets == 'budgets.json'
