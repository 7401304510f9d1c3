// `npm test`: every check and every test, in order, with their totals on the last line. `npm run check`: the quick ones.
import { fileURLToPath } from 'node:url'
import { withNode24 } from '../src-main/hosts/with-node-24.mjs'

await withNode24(fileURLToPath(import.meta.url), async () => {
  const { runAll } = await import('./run.ts')
  process.exitCode = await runAll(process.argv[2])
})
