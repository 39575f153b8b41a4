def log = new File(basedir, 'build.log').readLines()
def folder = new File(basedir, 'target/release-gate/default')
def json = new groovy.json.JsonSlurper()
def served = new File(folder, 'service.log').readLines()
def samples = new File(folder, 'samples.jsonl').readLines().collect { json.parseText(it) }

// one request on the wire for one sample, whatever became of it: nothing is retried and nothing is followed
assert samples.size() > 50
assert samples.size() == served.count { it.endsWith(' GET /task HTTP/1.1') }
assert !served.any { it.contains('elsewhere') }
assert samples.count { it.ok } == served.count { it.startsWith('200 OK ') }
assert samples.count { it.errorReason == 'service_unavailable' } == served.count { it.startsWith('503 Busy ') }
assert samples.count { it.errorReason == 'http_302' } == served.count { it.startsWith('302 Found ') }
assert samples.count { it.errorReason == 'connection_reset' } == served.count { it.startsWith('cut off ') }
assert log.any { it ==~ /\[ERROR] FAIL          work  errorRate .*% > 0% .*/ }
assert json.parse(new File(folder, 'verdict.json')).exitCode == 3
