def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
assert log.any { it.startsWith('[ERROR] Failed to execute goal') && it.contains(':probe (default) on project ') && it.contains(': unknown parameter <budgetz> in the configuration of dev.releasegate:release-gate-maven-plugin; did you mean "budgets"? Known are ') }
assert !new File(basedir, 'target/release-gate').exists()
