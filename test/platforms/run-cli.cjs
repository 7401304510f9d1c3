// The built command line on the Node that runs this file, whatever its version.
require('../../out/node/hosts.cjs').runCli()
