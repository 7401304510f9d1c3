// Server process for development, restarted by `node --watch`. Modules are imported directly, unlike in the command
// line, so that Node reports syntax errors with file and line.
import { loadConfig } from '../../boot/config.ts'
import { appRoot, readVersion } from '../app-root.ts'
import { exitCodes } from '../cli/output.ts'
import { endOnFaults } from '../faults.ts'
import { runServer } from '../server/main.ts'

const config = loadConfig({ appRoot, version: readVersion(appRoot) })
const faults = endOnFaults({ ...config, end: () => process.exit(exitCodes.fault) })
process.exitCode = await runServer({ port: Number(process.argv[2]), isBrowserWanted: false, faults })
