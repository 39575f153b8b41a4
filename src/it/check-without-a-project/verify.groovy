def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def verdict = { String folder -> new groovy.json.JsonSlurper().parse(new File(basedir, "$folder/verdict.json")) }
prints '[INFO] PASS          resolve  p95 100 ms <= 300 ms (200 ms headroom)  n=250 ok=250 err=0 unknown=0  0 of 250 slow (allowed 5%)  interval up to 100 ms  evidence 125209:1  duration not known'
assert verdict('out').exitCode == 0
prints '[ERROR] INCONCLUSIVE  health   p95: no samples, but a verdict needs 50  n=0 ok=0 err=0 unknown=0'
assert verdict('out2').exitCode == 2
assert log.any { it.startsWith('[ERROR] Failed to execute goal') && it.contains(': budgets.json: no budget for step=resolv; did you mean "resolve"? Known are resolve, health.') }
