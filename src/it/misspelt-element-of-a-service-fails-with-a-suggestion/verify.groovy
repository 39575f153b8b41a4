def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
assert log.any { it.startsWith('[ERROR] Failed to execute goal') && it.contains(': pom.xml: unknown element <readyPth> in <service>; did you mean "readyPath"? Known are ') }
