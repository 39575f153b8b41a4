def log = new File(basedir, 'build.log').readLines()
def app = new File(basedir, 'app')
def git = { String... words -> new ProcessBuilder(['git', *words]).directory(app).start().inputStream.text.trim() }

def remote = git('ls-remote', 'origin').readLines().collect { it.split('\t')[1] }
assert remote == ['HEAD', 'refs/heads/main', 'refs/tags/v1.0', 'refs/tags/v1.0^{}']
assert git('--git-dir', '../origin.git', 'rev-list', '--count', 'main') == '3'

def first = git('rev-list', '--max-parents=0', 'main')
assert log.any { it ==~ /\[INFO] Release gate PASS: default, commit $first, budgets pom.xml, quick: no minimum duration, evidence sha256:[0-9a-f]{64}/ }

// what was judged is what was tagged
def session = new groovy.json.JsonSlurper().parse(new File(app, 'target/release-gate/default/session.json'))
assert session.origin.project == 'dev.releasegate.it:green-release-is-tagged:1.0'
assert session.origin.source.tree == git('rev-parse', 'v1.0^{tree}')
