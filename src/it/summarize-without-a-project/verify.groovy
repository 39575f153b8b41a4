def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
prints '[INFO] perf.jsonl: 101 samples of 1 session; latencies of successes in ms, percentiles by nearest rank'
prints '[INFO] tool      step       n   ok  err  unknown  min  mean  p5  p50  p95  p99  max'
prints '[INFO] registry  health     1    0    0        1    -     -   -    -    -    -    -'
prints '[INFO] registry  resolve  100  100    0        0    1  50.5   5   50   95   99  100'
def summary = new groovy.json.JsonSlurper().parse(new File(basedir, 'out/summary.json'))
assert summary.steps.find { it.step == 'resolve' }.ms == [min: 1, mean: 50.5, p5: 5, p50: 50, p95: 95, p99: 99, max: 100]
