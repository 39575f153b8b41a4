def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

def reason = /the service was not ready after 4 s: GET http:\/\/127\.0\.0\.1:[0-9]+\/ready last gave status 503/
assert log.any { it ==~ /\[WARNING] Not measured: / + reason + /\. The check will report it\./ }
assert log.any { it ==~ /\[ERROR] Release gate INCONCLUSIVE: could not judge: / + reason }
prints '[ERROR] The last lines that the service wrote:'
prints '[ERROR]   | still warming the caches'
assert log.any { it ==~ /\[ERROR] Failed to execute goal .*:check \(default\) on project .*: / + reason + /( -> \[Help 1])?/ }
assert verdict.verdict == 'INCONCLUSIVE' && verdict.exitCode == 1
