// `npm run bench -- [--json] [--workloads W1,W2] [--write]`: see docs/explanation/performance.md.
import { fileURLToPath } from 'node:url'
import { withNode24 } from '../../src-main/hosts/with-node-24.mjs'

await withNode24(fileURLToPath(import.meta.url), async () => {
  const { runBench } = await import('./main.ts')
  process.exitCode = await runBench(process.argv.slice(2))
})
