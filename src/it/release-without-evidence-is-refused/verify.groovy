def log = new File(basedir, 'build.log').readLines()
def app = new File(basedir, 'app')
def git = { String... words -> new ProcessBuilder(['git', *words]).directory(app).start().inputStream.text.trim() }
def failsWith = { text -> assert log.any { it.startsWith('[ERROR] Failed to execute goal ') && it.contains(text) }: "not said: $text" }

failsWith 'release gate: not tagged: there is no evidence in the build directory of any project: bind release-gate:probe and release-gate:check to the build, and do not skip them'
assert git('rev-list', '--count', 'main') == '1'

// the remote repository is as it was
def first = git('rev-list', '--max-parents=0', 'main')
assert git('ls-remote', 'origin').readLines() == ["$first\tHEAD", "$first\trefs/heads/main"]
