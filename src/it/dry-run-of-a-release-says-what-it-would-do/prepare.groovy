evaluate(new File(basedir, '../../../../src/it/git-repository.groovy'))
