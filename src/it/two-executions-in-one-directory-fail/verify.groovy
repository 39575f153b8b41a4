def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
assert log.any { it.startsWith('[ERROR] Failed to execute goal') && it.contains(':probe (other) on project ') && it.contains("outputDirectory ${basedir}/target/gate already holds the measurement of execution one of dev.releasegate.it:two-executions-in-one-directory-fail:pom:1.0 in this build: give each execution a directory of its own") }
assert !new File(basedir, 'target/gate/verdict.json').exists()
