def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

prints '[ERROR] FAIL          health        unknownRate 5.7% > 0% (3 of 53 without "ok": true or false)  n=53 ok=50 err=0 unknown=3'
assert verdict.verdict == 'FAIL' && verdict.exitCode == 3
