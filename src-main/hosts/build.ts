import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { appRoot } from './app-root.ts'

const sources = ['src-renderer', 'src-shared', 'src-main', 'package-lock.json', 'electron.vite.config.ts']
const built = 'out/renderer/index.html'

/** Builds the window and the Electron bundles unless they are newer than every source. False when it failed. */
export function buildIfStale(say: (line: string) => void): boolean {
  const builtAt = changedAt(join(appRoot, built))
  if (builtAt > 0 && sources.every((source) => changedAt(join(appRoot, source)) <= builtAt)) return true
  say('Building the interface (a few seconds, once) …')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(appRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'],
    { cwd: appRoot, encoding: 'utf8' },
  )
  if (status !== 0) say(`${stdout}\n${stderr}\nThe build failed.`)
  return status === 0
}

/** The newest change of a file or of anything below a folder, in ms since 1970; 0 when it is not there. */
function changedAt(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((newest, name) => Math.max(newest, changedAt(join(path, name))), 0)
}
