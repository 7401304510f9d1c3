import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from '../support/cli.ts'

/** Programs of other systems and what they leave behind; a folder that may be removed at any time. */
export const cacheFolder = join(root, 'test-results', 'platforms')

/** The file that a name on the PATH, or an absolute path, starts; null: there is none. */
export function findOnPath(...names: readonly string[]): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const files = names.flatMap((name) =>
    name.startsWith('/') ? [name] : folders.map((folder) => join(folder, name)),
  )
  return files.find(isExecutable) ?? null
}

function isExecutable(file: string): boolean {
  // A file that is not there is no program.
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The first line that a program prints about its version. */
export function versionOf(file: string, ...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(file, args, { encoding: 'utf8' })
  return `${stdout}${stderr}`.trim().split('\n')[0] ?? ''
}

/** The folder of a package from npm, unpacked once; `npm ci` on this system leaves packages for others out. */
export function fetchPackage(name: string, version: string): string {
  const folder = join(cacheFolder, 'packages', `${name.replace('/', '+')}-${version}`)
  if (existsSync(join(folder, 'package', 'package.json'))) return join(folder, 'package')
  mkdirSync(join(cacheFolder, 'packages'), { recursive: true })
  const aside = mkdtempSync(join(cacheFolder, 'packages', 'unpacking-'))
  requireEnd('npm', ['pack', '--silent', '--pack-destination', aside, `${name}@${version}`])
  const archive = readdirSync(aside).find((each) => each.endsWith('.tgz'))
  if (archive === undefined) throw new Error(`npm pack made no archive of ${name}@${version}`)
  mkdirSync(folder, { recursive: true })
  requireEnd('tar', ['-xzf', join(aside, archive), '-C', folder])
  rmSync(aside, { recursive: true })
  return join(folder, 'package')
}

function requireEnd(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}`)
}
