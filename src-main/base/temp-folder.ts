import { mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new empty folder, absolute and real: where the system keeps such folders, or in the data folder where that is read-only. */
export function makeTempFolder(dataDir: string): string {
  const make = (parent: string) => realpathSync(mkdtempSync(join(parent, 'switchyard-')))
  // A system that is read-only but for the data folder.
  try {
    return make(tmpdir())
  } catch {
    return make(dataDir)
  }
}
