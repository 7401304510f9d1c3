// Plain JavaScript that any Node reads: makes sure that what follows runs on Node 24, which `npm ci` brings along.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..', '..')
const wanted = 24

/** Imports `load` on Node 24: in this process when it is one, else in a child that takes over. */
export async function withNode24(entry, load) {
  if (Number.parseInt(process.versions.node, 10) >= wanted) return load()
  const node = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  if (!existsSync(node)) {
    process.stderr.write(
      `Switchyard needs Node ${wanted} or later; this is ${process.version}.\n` +
        'Run "npm ci" in its folder, which brings Node 24 along, or install Node 24 yourself.\n',
    )
    process.exit(2)
  }
  const child = spawn(node, [entry, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 130))
}
