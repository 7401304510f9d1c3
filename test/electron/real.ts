import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readMachine } from '../../src-main/boot/config.ts'
import { findElectronBinary } from '../../src-main/hosts/find-electron.ts'

/** Runs the tests of the real Electron if possible. Never downloads Electron. */
function run(): number {
  const why = whyNot()
  if (why !== null) {
    console.log(`skipped: ${why}`)
    return 0
  }
  const root = join(import.meta.dirname, '..', '..')
  if (!existsSync(join(root, 'out', 'main', 'main.js'))) {
    console.error('The bundles are not built: run "npm run build" first.')
    return 1
  }
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  const config = join(import.meta.dirname, 'playwright.config.ts')
  return (
    spawnSync(process.execPath, [cli, 'test', '--config', config], { cwd: root, stdio: 'inherit' }).status ??
    1
  )
}

function whyNot(): string | null {
  if (findElectronBinary() === null) return 'no Electron binary'
  const { hasDisplay, isRoot } = readMachine()
  if (!hasDisplay) return 'no display'
  return isRoot ? 'Electron does not run its sandbox as root' : null
}

process.exitCode = run()
