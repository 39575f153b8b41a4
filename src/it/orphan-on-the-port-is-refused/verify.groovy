def orphan = context.get('orphan')
try {
    def log = new File(basedir, 'build.log').readLines()
    def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
    def verdict = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/release-gate/default/verdict.json'))
    def port = new File(basedir, 'test.properties').text.trim() - 'orphan.port='
    def info = orphan.info()
    def started = info.startInstant().get().truncatedTo(java.time.temporal.ChronoUnit.SECONDS)

    assert orphan.alive: 'nobody but this test may end what is not the build\'s own'
    def reason = "127.0.0.1:$port is held by process ${orphan.pid()} (${info.command().get()}), started $started, and not by a service that this build started: end it, or choose another port"
    prints "[WARNING] Not measured: $reason. The check will report it."
    prints "[ERROR] Release gate INCONCLUSIVE: could not judge: $reason"
    assert log.any { it ==~ /\[ERROR] Failed to execute goal .*:check \(default\) on project orphan-on-the-port-is-refused: .*/ && it.contains(reason) }
    assert verdict.verdict == 'INCONCLUSIVE' && verdict.exitCode == 1
    assert new URL("http://127.0.0.1:$port/build").text == '{"build":"BUILD-ONE"}'
} finally {
    orphan.destroyForcibly().waitFor()
}
