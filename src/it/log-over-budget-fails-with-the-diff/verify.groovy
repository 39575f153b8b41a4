def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))

prints '[ERROR] Release gate FAIL: 1 broken, 1 undecided (60 samples of 1 session, only step resolve, budgets built-in)'
prints '[ERROR] FAIL          resolve  p95 312.4 ms > 300 ms (+12.4 ms, +4.1%)  n=60 ok=60 err=0 unknown=0  20 of 60 slow (33.3%, allowed 5%)  interval from 304.5 ms  evidence 10^7:1  clumping x1.1  duration not known  confirmed by the newest 30'
assert log.any { it.contains(': resolve  p95 312.4 ms > 300 ms (+12.4 ms, +4.1%)  n=60 ok=60 err=0 unknown=0  20 of 60 slow') && it.startsWith('[ERROR] Failed to execute goal') }
assert verdict.verdict == 'FAIL' && verdict.exitCode == 3
