// `npm run bench:dev`: measures the time from a change to its effect in development; see
// docs/explanation/performance.md.
import { fileURLToPath } from 'node:url'
import { withNode24 } from '../../../src-main/hosts/with-node-24.mjs'

await withNode24(fileURLToPath(import.meta.url), async () => {
  const { runBenchDev } = await import('./main.ts')
  process.exitCode = await runBenchDev()
})
