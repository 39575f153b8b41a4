def log = new File(basedir, 'build.log').readLines()
def app = new File(basedir, 'app')
def git = { String... words -> new ProcessBuilder(['git', *words]).directory(app).start().inputStream.text.trim() }
def evidence = new File(app, 'target/release-gate/default')
def name = 'attest-refuses-a-commit-after-the-measurement'

def now = git('rev-parse', 'main')
def then = git('rev-list', '--max-parents=0', 'main')
assert now != then
assert log.any { it ==~ /\[INFO] Release gate PASS: default, commit $then, budgets pom.xml, quick: no minimum duration, evidence sha256:[0-9a-f]{64}/ }
assert log.any { it.startsWith('[ERROR] Failed to execute goal ') && it.contains("not attested: $evidence: the evidence is stale: it is of commit $then, and $now is checked out. Run the build again, with its gate") }

// the statement lies beside the artifact
def installed = new File(localRepositoryPath, "dev/releasegate/it/$name/1.0-SNAPSHOT/$name-1.0-SNAPSHOT-gate-default.intoto.json")
assert installed.text == new File(evidence, 'statement.json').text
