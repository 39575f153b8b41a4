def log = new File(basedir, 'build.log').readLines()
def app = new File(basedir, 'app')
def git = { String... words -> new ProcessBuilder(['git', *words]).directory(app).start().inputStream.text.trim() }
def failsWith = { text -> assert log.any { it.startsWith('[ERROR] Failed to execute goal ') && it.contains(text) }: "not said: $text" }
def evidence = new File(app, 'target/release-gate/default')

assert log.any { it ==~ /\[INFO] \[ERROR] FAIL          ping  errorRate 100% > 0% .*/ }
failsWith 'Maven execution failed, exit code: 1'

// a forked build that is told to go on all the same does not get further
assert log.contains('[INFO] [INFO] Build failures were ignored.')
failsWith "release gate: not tagged: $evidence: the verdict is FAIL, which is no pass"
assert log.contains('[ERROR] The release that was begun cannot be resumed. Undo it with: mvn release:rollback')
assert log.contains('[ERROR] Then begin anew, and the preparation goals measure again: mvn release:prepare')
assert git('rev-list', '--count', 'main') == '1'

// the remote repository is as it was
def first = git('rev-list', '--max-parents=0', 'main')
assert git('ls-remote', 'origin').readLines() == ["$first\tHEAD", "$first\trefs/heads/main"]
