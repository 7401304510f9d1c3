import type { PackageArch, PackagePlatform, Target } from './target.ts'

const elf = 0x7f454c46
const machO = 0xfeedfacf
/** By the machine's number in the header of each format. */
const machines: Readonly<Record<PackagePlatform, Readonly<Record<number, PackageArch>>>> = {
  linux: { 62: 'x64', 183: 'arm64' },
  win32: { 34404: 'x64', 43620: 'arm64' },
  darwin: { 16777223: 'x64', 16777228: 'arm64' },
}

/** The system and processor that a native library is for; null: its format is unknown. */
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

/** The native packages that a target needs: a path in the archive that a library must be below. */
export const neededLibraries = ({ platform, arch }: Target): readonly string[] => [
  `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`,
  `node_modules/@napi-rs/keyring-${platform}-${arch}`,
]
