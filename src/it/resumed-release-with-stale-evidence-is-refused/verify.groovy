def log = new File(basedir, 'build.log').readLines()
def app = new File(basedir, 'app')
def git = { String... words -> new ProcessBuilder(['git', *words]).directory(app).start().inputStream.text.trim() }
def failsWith = { text -> assert log.any { it.startsWith('[ERROR] Failed to execute goal ') && it.contains(text) }: "not said: $text" }

failsWith 'Unable to commit files'
assert log.contains("[INFO] Resuming release from phase 'release-gate'")

// the remote repository is as it was
def first = git('rev-list', '--max-parents=0', 'main')
assert git('ls-remote', 'origin').readLines() == ["$first\tHEAD", "$first\trefs/heads/main"]

def evidence = new File(app, 'target/release-gate/default')
failsWith "release gate: not tagged: $evidence: the evidence is stale: it is of commit $first, and ${git('rev-parse', 'main')} is checked out. Run the build again, with its gate"
