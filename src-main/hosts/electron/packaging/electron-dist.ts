import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { downloadArtifact } from '@electron/get'
import { z } from 'zod'
import { findElectronBinary } from '../../find-electron.ts'
import { fuseNames } from './fuses.ts'
import { makeStandInDist } from './stand-in-dist.ts'
import type { Target } from './target.ts'

export interface ElectronDist {
  /** A folder or a zip, for electron-builder. */
  readonly path: string
  readonly version: string
  /** Why a stand-in takes Electron's place; null: it is the real one. */
  readonly missing: string | null
}

/** Electron for a target: the installed one, else a download, else a stand-in. */
export async function findElectronDist(root: string, target: Target): Promise<ElectronDist> {
  const text = readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8')
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(text))
  const installed = isThisMachine(target) ? findElectronBinary() : null
  if (installed !== null) return { path: distOf(installed, target), version, missing: null }
  const artifact = { artifactName: 'electron', version, platform: target.platform, arch: target.arch }
  // Any failure of the download has the same answer; its reason is reported.
  try {
    return { path: await downloadArtifact(artifact), version, missing: null }
  } catch (error) {
    return { path: makeStandInDist(target, fuseNames.length), version, missing: reasonOf(error) }
  }
}

const isThisMachine = ({ platform, arch }: Target): boolean =>
  platform === process.platform && arch === process.arch

/** The folder that holds the executable; on a Mac, the one that holds the bundle. */
const distOf = (binary: string, { platform }: Target): string =>
  platform === 'darwin' ? join(dirname(binary), '..', '..', '..') : dirname(binary)

function reasonOf(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : new Error(String(error))
  const [line = ''] = (cause instanceof Error ? `${message}: ${cause.message}` : message).split('\n')
  return line
}
