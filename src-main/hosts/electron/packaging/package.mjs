// `npm run package`: builds the desktop app for this system or for the named ones.
import { fileURLToPath } from 'node:url'
import { withNode24 } from '../../with-node-24.mjs'

await withNode24(fileURLToPath(import.meta.url), async () => {
  const { packageAll } = await import('./package.ts')
  // Exit immediately: electron-builder ends an idle process with code 0.
  process.exit(await packageAll(process.argv.slice(2)))
})
