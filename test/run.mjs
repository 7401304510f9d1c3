// `npm test`: all checks and all tests in order, with the totals on the last line. `npm run check`: only the fast
// checks.
import { fileURLToPath } from 'node:url'
import { withNode24 } from '../src-main/hosts/with-node-24.mjs'

await withNode24(fileURLToPath(import.meta.url), async () => {
  const { runAll } = await import('./run.ts')
  process.exitCode = await runAll(process.argv[2])
})
