def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
assert log.any { it.startsWith('[ERROR] Failed to execute goal') && it.contains(':probe (default) on project ') && it.contains(': pom.xml: <budget> of step resolve: unknown metric <p59>; did you mean "p95"? Known are step, tool, avg, p5, p50, p75, p90, p95, p99, max, errorRate, unknownRate.') }
