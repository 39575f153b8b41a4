def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
assert log.any { it.startsWith('[ERROR] Failed to execute goal') && it.contains(':probe (default) on project ') && it.contains(': pom.xml: unknown step "resolv"; did you mean "resolve"? Known are health, openapi, registry_put, registry_get, resolve.') }
