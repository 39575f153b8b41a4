evaluate(new File(basedir, '../../../../src/it/git-repository.groovy'))

// from now on one push is rejected, and the next ones are not
def hook = new File(basedir, 'origin.git/hooks/pre-receive')
hook.parentFile.mkdirs()
hook.text = '#!/bin/sh\nmkdir rejected 2>/dev/null && exit 1\nexit 0\n'
hook.setExecutable(true)
