def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
prints '[INFO] tool      step           n       ok  err  unknown  min      mean     p5     p50     p95     p99      max'
prints '[INFO] registry  resolve  1000000  1000000    0        0    1  500000.5  50000  500000  950000  990000  1000000'
assert new File(basedir, 'perf.jsonl').delete() // 150 MB
