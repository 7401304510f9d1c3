import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { getRawHeader, listPackage } from '@electron/asar'
import { NtExecutable, NtExecutableResource } from 'resedit'
import { z } from 'zod'
import { listWrongFuses } from './fuses.ts'
import { licenceFiles, listUnlicensed } from './licences.ts'
import {
  nameOf,
  type PackageArch,
  type PackagePaths,
  type PackagePlatform,
  pathsOf,
  type Target,
} from './target.ts'

export interface Finding {
  readonly about: string
  /** Empty if everything is as expected. */
  readonly problems: readonly string[]
  /** Reason why this machine could not check or build everything; null if it could. */
  readonly skipped: string | null
}

const made = (about: string, problems: readonly string[]): Finding => ({ about, problems, skipped: null })

/** Reads a finished package from its folder and compares it with the expected contents. */
export async function inspectPackage(dir: string, target: Target): Promise<Finding[]> {
  const paths = pathsOf(dir, target)
  const files = listPackage(paths.asar, { isPack: false }).map((path) => path.replaceAll('\\', '/').slice(1))
  return [
    made('fuses', await listWrongFuses(paths.electron)),
    inspectIntegrity(paths, target),
    made('files in the archive', listMissing(files)),
    made('samples beside the archive', existsSync(join(`${paths.asar}.unpacked`, sample)) ? [] : ['absent']),
    ...inspectLibraries(files, paths, target),
    made(
      'icon',
      target.platform === 'darwin' && !existsSync(join(paths.resources, 'icon.icns')) ? ['absent'] : [],
    ),
    made('licences', listLicenceProblems(paths)),
  ]
}

/** Compares the hash of the archive's header with the recorded hash that Electron checks at startup. */
export function inspectIntegrity({ electron, asar }: PackagePaths, { platform }: Target): Finding {
  const hash = createHash('sha256').update(getRawHeader(asar).headerString).digest('hex')
  const about = `archive integrity (header ${hash.slice(0, 12)}…)`
  if (platform === 'linux') return { ...made(about, []), skipped: 'Electron records no hash on Linux' }
  const recorded = platform === 'darwin' ? readPlistHash(electron) : readResourceHash(electron)
  return made(
    about,
    recorded === hash ? [] : [`recorded is ${recorded ?? 'no hash'}, the archive has ${hash}`],
  )
}

function readPlistHash(bundle: string): string | null {
  const text = readFileSync(join(bundle, 'Contents', 'Info.plist'), 'utf8')
  return (
    /<key>Resources\/app\.asar<\/key>[\s\S]*?<key>hash<\/key>\s*<string>([0-9a-f]{64})/.exec(text)?.[1] ??
    null
  )
}

const integritySchema = z.array(z.object({ file: z.string(), value: z.string() }))

function readResourceHash(executable: string): string | null {
  const { entries } = NtExecutableResource.from(NtExecutable.from(readFileSync(executable)))
  const entry = entries.find(({ type, id }) => type === 'INTEGRITY' && id === 'ELECTRONASAR')
  if (entry === undefined) return null
  const recorded = integritySchema.parse(JSON.parse(Buffer.from(entry.bin).toString('utf8')))
  return recorded.find(({ file }) => file === 'resources\\app.asar')?.value ?? null
}

const sample = join('resources', 'samples', 'onboarding', 'team-handbook.md')
const neededFiles = [
  ...['package.json', 'out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html'],
  ...['src-main/store/migrations/0001.sql', 'resources/samples/onboarding.plan.json'],
]

const listMissing = (files: readonly string[]): string[] =>
  neededFiles.filter((file) => !files.includes(file)).map((file) => `${file} is absent`)

/**
 * Native libraries must be outside the archive and built for this target. Libraries for another system may not be
 * installed on this machine, so their absence is only reported as skipped.
 */
function inspectLibraries(files: readonly string[], { asar }: PackagePaths, target: Target): Finding[] {
  const unpacked = `${asar}.unpacked`
  const outside = existsSync(unpacked)
    ? readdirSync(unpacked, { recursive: true, encoding: 'utf8' }).map((path) => path.split(sep).join('/'))
    : []
  const libraries = outside.filter((path) => path.endsWith('.node'))
  const packed = files.filter((path) => path.endsWith('.node') && !libraries.includes(path))
  const foreign = libraries.flatMap((path) => {
    const found = targetOfLibrary(readFileSync(join(unpacked, path)))
    const name = found === null ? 'an unknown system' : nameOf(found)
    return name === nameOf(target) ? [] : [`${path} is for ${name}`]
  })
  const absent = neededLibraries(target).filter((start) => !libraries.some((path) => path.startsWith(start)))
  const problems = [...packed.map((path) => `${path} is inside the archive`), ...foreign]
  const isHere = target.platform === process.platform && target.arch === process.arch
  const about = `native modules (${libraries.length} unpacked)`
  if (isHere) return [made(about, [...problems, ...absent.map((each) => `${each} is absent`)])]
  const skipped = absent.length === 0 ? null : `${absent.join(', ')} is not installed on this system`
  return [{ about, problems, skipped }]
}

function listLicenceProblems({ asar, resources }: PackagePaths): string[] {
  const absent = licenceFiles
    .filter((name) => !existsSync(join(resources, 'licences', name)))
    .map((name) => `${name} is absent`)
  return [...absent, ...listUnlicensed(asar).map((dir) => `${dir} has no licence`)]
}

const elf = 0x7f454c46
const machO = 0xfeedfacf
/** Architecture by machine number in each format's header. */
const machines: Readonly<Record<PackagePlatform, Readonly<Record<number, PackageArch>>>> = {
  linux: { 62: 'x64', 183: 'arm64' },
  win32: { 34404: 'x64', 43620: 'arm64' },
  darwin: { 16777223: 'x64', 16777228: 'arm64' },
}

/** Platform and architecture of a native library; null if the format is unknown. */
export function targetOfLibrary(bytes: Buffer): Target | null {
  if (bytes.length < 64) return null
  if (bytes.readUInt32BE(0) === elf) return targetOf('linux', bytes.readUInt16LE(18))
  if (bytes.readUInt32LE(0) === machO) return targetOf('darwin', bytes.readUInt32LE(4))
  if (bytes.toString('latin1', 0, 2) !== 'MZ') return null
  const header = bytes.readUInt32LE(0x3c)
  return header + 6 > bytes.length ? null : targetOf('win32', bytes.readUInt16LE(header + 4))
}

function targetOf(platform: PackagePlatform, machine: number): Target | null {
  const arch = machines[platform][machine]
  return arch === undefined ? null : { platform, arch }
}

/** Path prefixes of the native packages that a target needs; at least one library must match each prefix. */
const neededLibraries = ({ platform, arch }: Target): readonly string[] => [
  `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`,
  `node_modules/@napi-rs/keyring-${platform}-${arch}`,
]
