def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

assert log.any { it ==~ /\[INFO] PASS          ping  p95 [0-9.]+ ms <= 2000 ms \([0-9.]+ ms headroom\)  n=(\d+) ok=\1 err=0 unknown=0  0 of \d+ slow .*/ }
assert log.any { it ==~ /\[INFO] no limit      pong  n=(\d+) ok=\1 err=0 unknown=0; its latencies are not judged/ }
assert verdict.verdict == 'PASS' && verdict.exitCode == 0 && verdict.steps*.tool.unique() == ['own-service-passes']

// nobody but the process that was started had the port, before the samples and after
assert log.any { it ==~ /\[INFO] identity I2: the process that was started is the only owner of the port \(process \d+ .*\)/ }
assert verdict.identity == [required: 'I2', proven: 'I2']
