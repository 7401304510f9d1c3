// `npm run package`: builds the desktop app for this system, or for those that are named.
import { fileURLToPath } from 'node:url'
import { withNode24 } from '../../with-node-24.mjs'

await withNode24(fileURLToPath(import.meta.url), async () => {
  const { packageAll } = await import('./package.ts')
  process.exitCode = await packageAll(process.argv.slice(2))
})
