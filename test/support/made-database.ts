import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databaseFile } from '../../src-main/base/data-files.ts'
import { readMigrations } from '../../src-main/store/db/migrate.ts'
import { openStore } from '../../src-main/store/db/open.ts'

export const migrationsDir = join(import.meta.dirname, '../../src-main/store/migrations')

export function openMigrated(dataDir: string) {
  const opened = openStore(dataDir, readMigrations(migrationsDir))
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.value
}

let made: Buffer | null = null

/** Creates a database in an empty folder once, because creating takes longer than most tests. */
function makeOnce(): Buffer {
  const dir = mkdtempSync(join(tmpdir(), 'switchyard-made-'))
  try {
    openMigrated(dir).close()
    return readFileSync(join(dir, databaseFile))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Copies the prepared database into a folder without a database. */
export function bringDatabase(dataDir: string): void {
  if (!existsSync(dataDir) || readdirSync(dataDir).some((name) => name.startsWith(databaseFile))) return
  made ??= makeOnce()
  writeFileSync(join(dataDir, databaseFile), made, { mode: 0o600 })
}
