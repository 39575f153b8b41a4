def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
def json = new groovy.json.JsonSlurper()
def sessions = ['.', 'one', 'two'].collect { module ->
    def folder = new File(basedir, "$module/target/release-gate/default")
    assert json.parse(new File(folder, 'verdict.json')).verdict == 'PASS'
    json.parse(new File(folder, 'session.json'))
}
assert sessions*.sessionId.unique().size() == 3
// one measurement at a time: none began before the one before it had ended
sessions.sort { it.endedAt }
assert sessions[0].endedAt <= sessions[1].startedAt && sessions[1].endedAt <= sessions[2].startedAt
