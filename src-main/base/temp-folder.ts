import { mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Creates an empty folder and returns its absolute real path: in the system's temporary folder, or in `dataDir` if
 * that is not writable.
 */
export function makeTempFolder(dataDir: string): string {
  const make = (parent: string) => realpathSync(mkdtempSync(join(parent, 'switchyard-')))
  // The system may be read-only except for the data folder.
  try {
    return make(tmpdir())
  } catch {
    return make(dataDir)
  }
}
