// Runs one measurement in its own process: `child.mjs <kind> <job as JSON>`. The process loads only the modules of
// its job.
import { writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadBundle } from '../../src-main/hosts/code-cache.mjs'

const [kind = '', job = ''] = process.argv.slice(2)
const bundles = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'out', 'bench')
const { runJob } = loadBundle(join(bundles, `${kind}.cjs`))
writeSync(1, `${JSON.stringify(await runJob(JSON.parse(job)))}\n`)
process.exit(0)
