// The process of the server while it is worked on, which `node --watch` starts again. Imported at once, not as the command
// line does it: what cannot be read is then said by Node, with its file and line.
import { loadConfig } from '../../boot/config.ts'
import { appRoot, readVersion } from '../app-root.ts'
import { exitCodes } from '../cli/output.ts'
import { endOnFaults } from '../faults.ts'
import { runServer } from '../server/main.ts'

const config = loadConfig({ appRoot, version: readVersion(appRoot) })
const faults = endOnFaults({ ...config, end: () => process.exit(exitCodes.fault) })
process.exitCode = await runServer({ port: Number(process.argv[2]), isBrowserWanted: false, faults })
