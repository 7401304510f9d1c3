// `npm run dev [-- --open]`: the interface with hot reload, in front of a server that restarts on changes.
import { fileURLToPath } from 'node:url'
import { withNode24 } from '../with-node-24.mjs'

await withNode24(fileURLToPath(import.meta.url), async () => {
  const { runDev } = await import('./main.ts')
  process.exitCode = await runDev({ isBrowserWanted: process.argv.includes('--open'), env: process.env })
})
