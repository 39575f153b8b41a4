def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
prints '[WARNING] raw.jsonl:2: marked unknown: "ok" is neither true nor false, but "yes"'
prints '[WARNING] raw.jsonl:4: marked unknown: "ok" is false, but "it broke" is no known error reason'
assert log.any { it.startsWith('[WARNING] raw.jsonl:6: rejected: not JSON: ') }
prints '[WARNING] raw.jsonl:7: rejected: "ms" must be a finite number >= 0, but is -6'
prints '[INFO] 5 records, 2 of them unknown, 2 lines rejected'
assert log.any { it.startsWith('[ERROR] Failed to execute goal') && it.contains(': 2 lines of raw.jsonl are no perf records and are missing in normalized.jsonl; they are listed above') }
def json = new groovy.json.JsonSlurper()
def records = new File(basedir, 'out/normalized.jsonl').readLines().collect { json.parseText(it) }
assert records*.ok == [true, null, false, null, true]
assert records[2].errorReason == 'read_timeout' && records[4].ts == '2026-11-23T10:00:00Z' && records[4].host == 'a'
