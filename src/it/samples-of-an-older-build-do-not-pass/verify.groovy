def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

assert log.any { it.startsWith('[INFO] Release gate PASS: ') }
assert log.any { it ==~ /\[ERROR] INCONCLUSIVE  the samples are of session [0-9a-f-]{36}, measured at .*Z and not by this build: bind release-gate:probe to the same execution, or judge that log as it is with -Drelease-gate.samples=.*samples.jsonl/ }
assert verdict.verdict == 'INCONCLUSIVE' && verdict.exitCode == 2
