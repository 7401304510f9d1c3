// The built command line on the Node that runs this file, whatever its version: the launcher starts none below 24.
const { join } = require('node:path')

require(join(__dirname, '..', '..', 'out', 'node', 'hosts.cjs')).runCli()
