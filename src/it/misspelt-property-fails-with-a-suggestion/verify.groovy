def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
assert log.any { it.startsWith('[ERROR] Failed to execute goal') && it.contains(': unknown property -Drelease-gate.minSample; did you mean "release-gate.minSamples"? Known are ') }
