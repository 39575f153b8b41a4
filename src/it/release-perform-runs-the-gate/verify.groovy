def log = new File(basedir, 'build.log').readLines()
def app = new File(basedir, 'app')
def git = { String... words -> new ProcessBuilder(['git', *words]).directory(app).start().inputStream.text.trim() }
def failsWith = { text -> assert log.any { it.startsWith('[ERROR] Failed to execute goal ') && it.contains(text) }: "not said: $text" }
def checkout = new File(app, 'target/checkout')
def evidence = new File(checkout, 'target/release-gate/default')
def tagged = git('rev-parse', 'v1.0^{}')
def said = { String text -> log.findIndexOf { it.contains(text) } }

failsWith "release gate: nothing is deployed: $evidence: nothing was measured: the gate was skipped (release-gate.skip is set)"
assert said('nothing is deployed') < said('Executing goals \'deploy\'')

// the second time: once before the goals that deploy, once of what they built
assert log.count { it ==~ /\[INFO] Release gate PASS: default, commit $tagged, budgets pom.xml, quick: no minimum duration, evidence sha256:[0-9a-f]{64}/ } == 2
assert new File(checkout, 'target/repository/dev/releasegate/it/release-perform-runs-the-gate/1.0/release-perform-runs-the-gate-1.0.pom').isFile()
