// `npm run bench:ui -- [--json] [--write] [--only canvas,app]`: see docs/explanation/performance.md.
import { fileURLToPath } from 'node:url'
import { withNode24 } from '../../../src-main/hosts/with-node-24.mjs'

await withNode24(fileURLToPath(import.meta.url), async () => {
  const { runBenchUi } = await import('./main.ts')
  process.exitCode = await runBenchUi(process.argv.slice(2))
})
