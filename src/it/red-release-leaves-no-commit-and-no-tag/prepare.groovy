// a service that does not answer what is expected
def app = new File(basedir, 'app')
app.mkdirs()
new File(app, 'Service.java').text = new File(basedir, '../../../../src/it/failed-samples-tell-what-was-seen/Service.java').text
evaluate(new File(basedir, '../../../../src/it/git-repository.groovy'))
