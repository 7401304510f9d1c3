// Plain JavaScript: it decides whether the rest is run from the bundle.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const sources = [
  ...['src-renderer', 'src-shared', 'src-main', 'package-lock.json', 'electron.vite.config.ts'],
].map((source) => join(root, source))

/** The command line and the server. */
export const bundle = join(root, 'out', 'node', 'hosts.cjs')
const window = join(root, 'out', 'renderer', 'index.html')

/** An installed package holds what was built and no sources, and its files have the time of their installation. */
const isInstalled = !existsSync(join(root, 'src-main', 'hosts', 'node.ts'))

/** Whether the bundle is newer than every source. */
export const isBundled = () => isFresh(bundle)

/** @param {string} built */
function isFresh(built) {
  if (isInstalled) return existsSync(built)
  const builtAt = changedAt(built)
  return builtAt > 0 && sources.every((source) => changedAt(source) <= builtAt)
}

/**
 * Builds the window, the Electron bundles and the one for Node unless they are there. False when it failed.
 *
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
 * The newest change of a file or of anything below a folder, in ms since 1970; 0 when it is not there.
 *
 * @param {string} path
 * @returns {number}
 */
function changedAt(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((newest, name) => Math.max(newest, changedAt(`${path}/${name}`)), 0)
}
