import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build, Platform } from 'electron-builder'
import { readPackaging } from '../../../boot/config.ts'
import { appRoot } from '../../app-root.ts'
import { buildIfStale } from '../../build.mjs'
import { builderConfig } from './builder-config.ts'
import { type ElectronDist, findElectronDist } from './electron-dist.ts'
import { inspectPackage } from './inspect.ts'
import { nameOf, type PackagePlatform, platforms, type Target } from './target.ts'

/** 0: everything that can be built on this machine was built; 1: a failure; 2: wrong arguments. */
export const exitCodes = { made: 0, failed: 1, usage: 2 } as const

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const usage = `npm run package -- [--dir] [--linux] [--mac] [--windows] [--arch x64|arm64]
  --dir    the app's folder only, without installers
  Without a system, the package is for this one. SWITCHYARD_UPDATE_URL names where newer versions are published.`

/** Builds and inspects a package for each target. Returns the exit code. */
export async function packageAll(args: readonly string[]): Promise<number> {
  const asked = readArguments(args)
  if (asked === null) {
    say(usage)
    return exitCodes.usage
  }
  if (!buildIfStale(say)) return exitCodes.failed
  let isWhole = true
  for (const target of asked.targets) {
    say(`\n== ${nameOf(target)}`)
    isWhole = (await packageOne(target, asked.isDirOnly)) && isWhole
  }
  say(isWhole ? '\nEverything that can be made here was made.' : '\nSomething failed; see above.')
  return isWhole ? exitCodes.made : exitCodes.failed
}

function readArguments(args: readonly string[]): { targets: readonly Target[]; isDirOnly: boolean } | null {
  const flag = { type: 'boolean', default: false } as const
  // Wrong arguments print the usage.
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { dir: flag, linux: flag, mac: flag, windows: flag, arch: { type: 'string' } },
    })
    const arch = values.arch ?? process.arch
    if (arch !== 'x64' && arch !== 'arm64') return null
    const named = { linux: values.linux, darwin: values.mac, win32: values.windows }
    const chosen = platforms.filter((platform) => named[platform])
    const wanted = chosen.length > 0 ? chosen : platforms.filter((platform) => platform === process.platform)
    return { targets: wanted.map((platform) => ({ platform, arch })), isDirOnly: values.dir }
  } catch {
    return null
  }
}

async function packageOne(target: Target, isDirOnly: boolean): Promise<boolean> {
  const electron = await findElectronDist(appRoot, target)
  if (electron.missing === null) say(`made: Electron ${electron.version} is at hand`)
  else {
    say(`skipped: Electron ${electron.version} for ${nameOf(target)} (${electron.missing})`)
    say(
      'A STAND-IN TAKES ITS PLACE: everything around Electron is made and checked; this package does not start.',
    )
  }
  // A failing package does not prevent the others from being built.
  try {
    const dir = await buildDir(target, electron)
    const findings = await inspectPackage(dir, target)
    for (const { about, problems, skipped } of findings) {
      if (problems.length > 0) say(`FAILED: ${about}: ${problems.join('; ')}`)
      else if (skipped !== null) say(`skipped: ${about}: ${skipped}`)
      else say(`made: ${about}`)
    }
    say(`made: ${dir}`)
    const isSound = findings.every(({ problems }) => problems.length === 0)
    return isDirOnly || !isSound ? isSound : await makeInstallers(target, electron, dir)
  } catch (error) {
    say(`FAILED: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    return false
  } finally {
    if (electron.missing !== null) rmSync(electron.path, { recursive: true, force: true })
  }
}

const builderPlatforms: Readonly<Record<PackagePlatform, Platform>> = {
  linux: Platform.LINUX,
  darwin: Platform.MAC,
  win32: Platform.WINDOWS,
}
/** Folder names that electron-builder chooses. */
const dirNames: Readonly<Record<PackagePlatform, string>> = { linux: 'linux', darwin: 'mac', win32: 'win' }

async function buildDir(target: Target, electron: ElectronDist): Promise<string> {
  const output = join(appRoot, 'dist', nameOf(target))
  rmSync(output, { recursive: true, force: true })
  mkdirSync(output, { recursive: true })
  await runBuilder(target, electron, { type: 'dir', prepackaged: null })
  const { platform, arch } = target
  const suffix = platform === 'darwin' ? '' : '-unpacked'
  return join(output, `${dirNames[platform]}${arch === 'x64' ? '' : `-${arch}`}${suffix}`)
}

/** Builds each installer separately, because each needs its own tool, which may have to be downloaded. */
async function makeInstallers(target: Target, electron: ElectronDist, dir: string): Promise<boolean> {
  const { updateUrl } = readPackaging()
  if (updateUrl === null) say('skipped: update channel: SWITCHYARD_UPDATE_URL is not set')
  let isWhole = true
  for (const type of installers[target.platform]) {
    const missing = missingFor(type, electron, updateUrl)
    if (missing !== null) {
      say(`skipped: ${type}: ${missing}`)
      continue
    }
    // A failure is reported with its installer. A failed download does not fail the package.
    try {
      await runBuilder(target, electron, { type, prepackaged: dir })
      say(`made: ${type}`)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      const isDownload = /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|download/i.test(message)
      say(`${isDownload ? 'skipped' : 'FAILED'}: ${type}: ${message.split('\n')[0]}`)
      isWhole = isWhole && isDownload
    }
  }
  return isWhole
}

/** Reason why an installer cannot be built on this machine; null if it can. */
function missingFor(type: string, electron: ElectronDist, updateUrl: string | null): string | null {
  if (electron.missing !== null) return 'it would install an app without Electron'
  const isUnnamed = type === 'deb' && updateUrl === null
  return isUnnamed ? 'it names a home page, and SWITCHYARD_UPDATE_URL is not set' : null
}

const installers: Readonly<Record<PackagePlatform, readonly string[]>> = {
  linux: ['AppImage', 'deb', 'tar.gz'],
  darwin: ['dmg', 'zip'],
  win32: ['nsis', 'zip'],
}

async function runBuilder(
  target: Target,
  { path, version }: ElectronDist,
  { type, prepackaged }: { type: string; prepackaged: string | null },
): Promise<void> {
  const { updateUrl } = readPackaging()
  await build({
    projectDir: appRoot,
    targets: builderPlatforms[target.platform].createTarget(type, archOf(target)),
    config: builderConfig({ root: appRoot, target, electronDist: path, electronVersion: version, updateUrl }),
    publish: 'never',
    ...(prepackaged !== null && { prepackaged }),
  })
}

/** electron-builder's number for an architecture. */
const archOf = ({ arch }: Target): number => ({ x64: 1, arm64: 3 })[arch]
