def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

// request 30 is the 29th sample, because the first request was the one that found the service ready
prints '[WARNING] Not measured to the end: the service ended with exit code 7 after 29 of 50 requests. The check will report it.'
prints '[ERROR] FAIL          the service ended with exit code 7 after 29 of 50 requests'
prints '[ERROR]   | out of luck'
assert log.any { it ==~ /\[ERROR] FAIL          ping  errorRate 3.4% > 0% \(1 of 29 failed: 1 connection_reset\)  n=29 ok=28 err=1 unknown=0/ }
assert verdict.verdict == 'FAIL' && verdict.exitCode == 3
