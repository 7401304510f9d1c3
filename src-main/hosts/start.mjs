// `npm start`: opens the app in Electron if possible, otherwise as a server with the system's browser.
import { fileURLToPath } from 'node:url'
import { buildIfStale } from './build.mjs'
import { loadHosts } from './load-hosts.mjs'
import { flagsToStay, withNode24 } from './with-node-24.mjs'

await withNode24(fileURLToPath(import.meta.url), openApp, flagsToStay)

async function openApp() {
  if (!buildIfStale((line) => console.log(line))) {
    process.exitCode = 1
    return
  }
  const { start } = await loadHosts()
  process.exitCode = await start()
}
