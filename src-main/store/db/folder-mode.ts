import { chmodSync, readdirSync, type Stats, statSync } from 'node:fs'
import { databaseFile } from '../../base/data-files.ts'

const othersMay = 0o077
const sticky = 0o1000

export interface FolderMode {
  /** Closes the folder to other users. Answers with a warning where it stays open to them. */
  tighten(): string | null
}

/** Looks before the start puts files of its own into the folder: a folder of other things keeps its mode. */
export function inspectMode(dataDir: string): FolderMode {
  const isPosix = process.platform !== 'win32'
  const names = readdirSync(dataDir)
  const isOurs = names.length === 0 || names.includes(databaseFile)
  return {
    tighten() {
      const before = statSync(dataDir)
      if (!isPosix || (before.mode & othersMay) === 0) return null
      if (!isOurs || !mayChange(before)) return warningOf(dataDir, before)
      chmodSync(dataDir, 0o700)
      const after = statSync(dataDir)
      // Some file systems take a mode and keep their own.
      return (after.mode & othersMay) === 0 ? null : warningOf(dataDir, after)
    },
  }
}

/** A folder like /tmp belongs to everybody, also where its owner is the user of this process. */
const mayChange = ({ uid, mode }: Stats): boolean =>
  (mode & sticky) === 0 && (process.getuid?.() === uid || process.getuid?.() === 0)

function warningOf(dataDir: string, { mode }: Stats): string {
  const shown = (mode & 0o7777).toString(8).padStart(4, '0')
  return `Other users can open the data folder ${dataDir} (mode ${shown}). Run: chmod 700 "${dataDir}", or choose a folder of its own with SWITCHYARD_DATA_DIR.`
}
