def log = new File(basedir, 'build.log').readLines()
def prints = { String line -> assert log.contains(line): "build.log has no line: $line" }
assert log.any { it.startsWith('[INFO] Release gate PASS: ') }
assert log.any { it.contains('env:GATE_IT_SECRET') } // the level at which it could be printed
assert !log.any { it.contains('hunter2') }
new File(basedir, 'target').eachFileRecurse(groovy.io.FileType.FILES) { assert !it.text.contains('hunter2') }
