import { readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'vite'
import { nodeBundle } from '../../src-main/hosts/vite.config.ts'
import { runAlone } from './processes.ts'

const jobsDir = join(import.meta.dirname, 'jobs')
/** Two levels below the root, like the sources. */
const outDir = 'out/bench'

/** Bundles all jobs of both sides like the app's own processes, and runs two jobs once. */
export async function buildJobs(): Promise<void> {
  rmSync(join(import.meta.dirname, '..', '..', outDir), { recursive: true, force: true })
  for (const file of readdirSync(jobsDir)) {
    const name = basename(file, '.ts')
    const { build: options, ...bundle } = nodeBundle({ entry: join(jobsDir, file), outDir, name })
    await build({
      ...bundle,
      configFile: false,
      logLevel: 'warn',
      build: { ...options, emptyOutDir: false, reportCompressedSize: false },
    })
  }
  // Fills the compile cache, because the benchmark measures a start with a warm cache.
  for (const kind of ['graph-ours', 'graph-floor']) {
    await runAlone({ kind, workload: 'fib', tasks: 40, measure: 'time' })
  }
}
