// `npm start`: opens the app in Electron where that is possible, else as a server with the system's browser.
import { fileURLToPath } from 'node:url'
import { withNode24 } from './with-node-24.mjs'

await withNode24(fileURLToPath(import.meta.url), async () => {
  const { start } = await import('./start.ts')
  process.exitCode = await start()
})
