def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
['probe', 'check', 'summarize', 'normalize', 'registry', 'registry-backup', 'registry-restore', 'audit', 'attest', 'help'].each { goal -> prints "release-gate:$goal".toString() }
assert !log.any { it.contains('(no description available)') }
