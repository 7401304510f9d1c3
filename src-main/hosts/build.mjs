// Plain JavaScript, because this script decides whether the bundle can be used.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const sources = [
  ...['src-renderer', 'src-shared', 'src-main', 'package-lock.json', 'electron.vite.config.ts'],
].map((source) => join(root, source))

/** Bundle of the command line and the server. */
export const bundle = join(root, 'out', 'node', 'hosts.cjs')
const window = join(root, 'out', 'renderer', 'index.html')

/** An installed package has build output but no sources, and its file times are those of the installation. */
const isInstalled = !existsSync(join(root, 'src-main', 'hosts', 'node.ts'))

/** True if the bundle is newer than every source; in an installed package, if it exists. */
export const isBundled = () => isFresh(bundle)

/** @param {string} built */
function isFresh(built) {
  if (isInstalled) return existsSync(built)
  const builtAt = changedAt(built)
  return builtAt > 0 && sources.every((source) => changedAt(source) <= builtAt)
}

/**
 * Builds the window, the Electron bundles and the Node bundle unless they are up to date. Returns false if the build
 * failed.
 * @param {(line: string) => void} say
 */
export function buildIfStale(say) {
  if (isFresh(window) && isBundled()) return true
  if (isInstalled) {
    say(`The installation in ${root} is incomplete. Install the package again.`)
    return false
  }
  say('Building Switchyard (a few seconds, once) …')
  return (
    run(say, ['electron-vite', 'bin', 'electron-vite.js'], ['build']) &&
    run(say, ['vite', 'bin', 'vite.js'], ['build', '--config', 'src-main/hosts/vite.config.ts'])
  )
}

/**
 * @param {(line: string) => void} say
 * @param {string[]} program below node_modules
 * @param {string[]} args
 */
function run(say, program, args) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules', ...program), ...args],
    { cwd: root, encoding: 'utf8' },
  )
  if (status !== 0) say(`${stdout}\n${stderr}\nThe build failed.`)
  return status === 0
}

/**
 * Latest modification time of a file, or of any file below a folder, in ms since 1970; 0 if the path does not exist.
 * @param {string} path
 * @returns {number}
 */
function changedAt(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((newest, name) => Math.max(newest, changedAt(`${path}/${name}`)), 0)
}
