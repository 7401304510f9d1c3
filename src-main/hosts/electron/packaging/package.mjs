// `npm run package`: builds the desktop app for this system, or for those that are named.
import { fileURLToPath } from 'node:url'
import { withNode24 } from '../../with-node-24.mjs'

await withNode24(fileURLToPath(import.meta.url), async () => {
  const { packageAll } = await import('./package.ts')
  // At once: electron-builder ends a process that has nothing left to do with code 0.
  process.exit(await packageAll(process.argv.slice(2)))
})
