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
def began = { session -> java.time.Instant.parse(session.startedAt) }
def ended = { session -> java.time.Instant.parse(session.clock.beganAt).plusMillis(session.clock.endedMs as long) }
sessions.sort { began(it) }
assert ended(sessions[0]) <= began(sessions[1]) && ended(sessions[1]) <= began(sessions[2])
