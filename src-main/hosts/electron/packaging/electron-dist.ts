import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { downloadArtifact } from '@electron/get'
import { NtExecutable, NtExecutableResource, Resource } from 'resedit'
import { z } from 'zod'
import { findElectronBinary } from '../../find-electron.ts'
import { fuseNames } from './fuses.ts'
import type { Target } from './target.ts'

export interface ElectronDist {
  /** Folder or zip, for electron-builder. */
  readonly path: string
  readonly version: string
  /** Reason why a stand-in replaces Electron; null for the real Electron. */
  readonly missing: string | null
}

/** Finds Electron for a target: the installed one, else a download, else a stand-in. */
export async function findElectronDist(root: string, target: Target): Promise<ElectronDist> {
  const text = readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8')
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(text))
  const installed = isThisMachine(target) ? findElectronBinary() : null
  if (installed !== null) return { path: distOf(installed, target), version, missing: null }
  const artifact = { artifactName: 'electron', version, platform: target.platform, arch: target.arch }
  // Any download failure falls back to the stand-in and is reported.
  try {
    return { path: await downloadArtifact(artifact), version, missing: null }
  } catch (error) {
    return { path: makeStandInDist(target, fuseNames.length), version, missing: reasonOf(error) }
  }
}

const isThisMachine = ({ platform, arch }: Target): boolean =>
  platform === process.platform && arch === process.arch

/** Folder that contains the executable or, on macOS, the bundle. */
const distOf = (binary: string, { platform }: Target): string =>
  platform === 'darwin' ? join(dirname(binary), '..', '..', '..') : dirname(binary)

function reasonOf(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : new Error(String(error))
  const [line = ''] = (cause instanceof Error ? `${message}: ${cause.message}` : message).split('\n')
  return line
}

/**
 * Creates a folder that replaces Electron on machines without its binary. Its executables contain only a fuse wire. A
 * package built with it verifies everything around Electron, but does not start.
 */
export function makeStandInDist({ platform }: Target, fuseCount: number): string {
  const dir = mkdtempSync(join(tmpdir(), 'switchyard-electron-stand-in-'))
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), content)
    chmodSync(join(dir, path), 0o755)
  }
  const wire = fuseWire(fuseCount)
  if (platform === 'darwin') writeMac(write, wire)
  else if (platform === 'win32') write('electron.exe', windowsExecutable(wire))
  else write('electron', wire)
  write('LICENSE', 'A stand-in for Electron.\n')
  return dir
}

/** Marker by which @electron/fuses finds the wire in an executable. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/**
 * Version, length, and fuses that alternate between off and on. The pattern differs from the wanted states, so that a
 * failure to set the fuses is detected.
 */
function fuseWire(count: number): Buffer {
  return Buffer.concat([
    Buffer.from('not Electron\n'),
    Buffer.from(sentinel),
    Buffer.from([1, count]),
    Buffer.from('01'.repeat(count).slice(0, count)),
    Buffer.from('\nend'),
  ])
}

const helpers = ['', ' (Renderer)', ' (Plugin)', ' (GPU)'].map((kind) => `Electron Helper${kind}`)

function writeMac(write: (path: string, content: string | Uint8Array) => void, wire: Buffer): void {
  const contents = 'Electron.app/Contents'
  write(`${contents}/Info.plist`, plist('Electron'))
  write(`${contents}/MacOS/Electron`, 'not Electron\n')
  write(`${contents}/Resources/electron.icns`, '')
  write(`${contents}/Frameworks/Electron Framework.framework/Electron Framework`, wire)
  for (const helper of helpers) {
    write(`${contents}/Frameworks/${helper}.app/Contents/Info.plist`, plist(helper))
    write(`${contents}/Frameworks/${helper}.app/Contents/MacOS/${helper}`, 'not Electron\n')
  }
}

const plist = (name: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>CFBundleExecutable</key><string>${name}</string>
<key>CFBundleIconFile</key><string>electron.icns</string>
<key>CFBundleIdentifier</key><string>app.switchyard.stand-in</string>
</dict></plist>
`

/** An empty Windows executable with version info, because the archive's hash is written next to that resource. */
function windowsExecutable(wire: Buffer): Uint8Array {
  const executable = NtExecutable.createEmpty(false, false)
  const resource = NtExecutableResource.from(executable)
  const version = Resource.VersionInfo.createEmpty()
  version.lang = 1033
  version.setFileVersion(1, 0, 0, 0)
  version.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'Electron' })
  version.outputToResourceEntries(resource.entries)
  resource.outputResource(executable)
  return Buffer.concat([Buffer.from(executable.generate()), wire])
}
