// the POM of an integration test in a git repository of its own, app, whose origin is another one beside it
def run = { File directory, String... command ->
    def process = new ProcessBuilder(command).directory(directory).redirectErrorStream(true).start()
    def output = process.inputStream.text
    assert process.waitFor() == 0: "${command.join(' ')}: $output"
}
def app = new File(basedir, 'app')
run basedir, 'git', 'init', '--quiet', '--bare', '--initial-branch=main', 'origin.git'
run basedir, 'git', 'init', '--quiet', '--initial-branch=main', 'app'
['user.name=it', 'user.email=it@example.org', 'commit.gpgsign=false', 'tag.gpgsign=false'].each {
    run app, 'git', 'config', *it.split('=')
}
run app, 'git', 'remote', 'add', 'origin', "$basedir/origin.git".toString()
new File(app, '.mvn').mkdirs()
new File(app, '.gitignore').text = 'target/\n'
new File(app, 'pom.xml').text = new File(basedir, 'pom.xml').text
run app, 'git', 'add', '.'
run app, 'git', 'commit', '--quiet', '--message', 'Begin'
run app, 'git', 'push', '--quiet', '--set-upstream', 'origin', 'main'
