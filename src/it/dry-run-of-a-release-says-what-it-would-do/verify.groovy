def log = new File(basedir, 'build.log').readLines()
def app = new File(basedir, 'app')
def git = { String... words -> new ProcessBuilder(['git', *words]).directory(app).start().inputStream.text.trim() }

// the remote repository is as it was
def first = git('rev-list', '--max-parents=0', 'main')
assert git('ls-remote', 'origin').readLines() == ["$first\tHEAD", "$first\trefs/heads/main"]
assert git('rev-list', '--all', '--count') == '1'

// a dry run measures the POM as it is, and judges that
assert log.any { it ==~ /\[INFO] Release gate PASS: default, commit $first, budgets pom.xml, quick: no minimum duration, evidence sha256:[0-9a-f]{64}/ }
assert log.contains('[INFO] release gate: with such evidence of its own, a release would go on here')
assert log.contains("[INFO] release gate: 'verify' would be run in the checkout, and must leave evidence of its commit, before 'deploy' may deploy it")
assert log.contains("[INFO] release gate: 'deploy' would have to leave such evidence, too")

// the second one did not run the gate: it says so, and goes on
assert log.any { it.startsWith('[WARNING] release gate: a release would end here, not tagged: there is no evidence ') }
