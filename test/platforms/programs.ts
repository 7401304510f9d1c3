import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from '../support/cli.ts'

/** Programs of other systems and their caches. The folder can be deleted at any time. */
export const cacheFolder = join(root, 'test-results', 'platforms')

/** Path of a program, by a name on PATH or an absolute path; null: not found. */
export function findOnPath(...names: readonly string[]): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const files = names.flatMap((name) =>
    name.startsWith('/') ? [name] : folders.map((folder) => join(folder, name)),
  )
  return files.find(isExecutable) ?? null
}

function isExecutable(file: string): boolean {
  // A missing file is not a program.
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** First line of a program's version output. */
export function versionOf(file: string, ...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(file, args, { encoding: 'utf8' })
  return `${stdout}${stderr}`.trim().split('\n')[0] ?? ''
}

/** Folder of an npm package, which is unpacked once. `npm ci` does not install packages for other systems. */
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
