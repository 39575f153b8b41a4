// the service of an older build, which nobody has ended; it ends with the standard input that this holds
def java = System.getProperty('java.home') + '/bin/java'
def orphan = new ProcessBuilder(java, 'Service.java', 'BUILD-ONE', '0')
        .directory(basedir).redirectErrorStream(true).start()
context.put('orphan', orphan)
def line = orphan.inputStream.newReader().readLine()
def found = line =~ /BUILD-ONE is listening on port ([0-9]+)/
assert found.find(): line
new File(basedir, 'test.properties').text = "orphan.port=${found.group(1)}\n"
true
