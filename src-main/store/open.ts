import { closeSync, existsSync, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { type DataLock, lockDataDir } from './lock.ts'
import { type Migration, migrate, versionOf } from './migrate.ts'

/**
 * Job: the only door to SQLite. Answers with a database that is locked for this process, healthy, at this program's
 * version and durable against power loss, or with the reason why not; a refused file is left as it was found.
 *
 * O1 Nothing is written before the file is known to be ours, whole and not newer.
 * O2 The settings are read back after the first write: in WAL mode better-sqlite3 drops to synchronous = NORMAL there
 *    unless it was set explicitly, and loses acknowledged commits at a power cut.
 */
export interface OpenStore {
  readonly db: Database.Database
  close(): void
}

/** 'SWYD': marks a file as ours. */
const applicationId = 0x53575944
const fileName = 'switchyard.sqlite'

export function openStore(dataDir: string, migrations: readonly Migration[]): Result<OpenStore, Refusal> {
  const folder = requireFolder(dataDir)
  if (folder !== null) return err(folder)
  const lock = lockDataDir(dataDir)
  if (!lock.ok) return lock
  const opened = openLocked(dataDir, migrations, lock.value)
  if (!opened.ok) lock.value.release()
  return opened
}

function requireFolder(dataDir: string): Refusal | null {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    return null
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
    const message = `The data folder ${dataDir} cannot be used (${why}).`
    return refusal('E_DB_LOCATION', message, 'Choose another one with SWITCHYARD_DATA_DIR.')
  }
}

function openLocked(
  dataDir: string,
  migrations: readonly Migration[],
  lock: DataLock,
): Result<OpenStore, Refusal> {
  const file = join(dataDir, fileName)
  const isNew = !existsSync(file)
  const found = isNew ? null : inspect(file, migrations.length)
  if (found !== null) return err(found)
  const db = new Database(file, { timeout: 5000 })
  // A damaged file may fail at the first statement that touches the bad page: that is a finding, not a crash.
  try {
    const refused = prepare(db, { file, isNew, migrations, backupDir: join(dataDir, 'backups') })
    if (refused !== null) {
      db.close()
      return err(refused)
    }
  } catch (error) {
    db.close()
    if (error instanceof Database.SqliteError && isDamage(error)) return err(damaged(file, error.message))
    throw error
  }
  return ok({
    db,
    close() {
      db.close()
      lock.release()
    },
  })
}

interface Preparation {
  readonly file: string
  readonly isNew: boolean
  readonly migrations: readonly Migration[]
  readonly backupDir: string
}

function prepare(db: Database.Database, { file, isNew, migrations, backupDir }: Preparation): Refusal | null {
  if (!isNew) {
    const newer = requireNotNewer(versionOf(db), migrations.length)
    if (newer !== null) return newer
    const state = db.pragma('quick_check', { simple: true })
    if (state !== 'ok') return damaged(file, String(state))
  }
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
  db.pragma('mmap_size = 0')
  if (process.platform === 'darwin') {
    db.pragma('fullfsync = ON')
    db.pragma('checkpoint_fullfsync = ON')
  }
  if (isNew) db.pragma(`application_id = ${applicationId}`)
  const migrated = migrate(db, migrations, backupDir)
  if (!migrated.ok) return migrated.error
  // The first write of every start, so that what follows is read after it (O2).
  db.exec(
    'CREATE TABLE IF NOT EXISTS starts (id INTEGER PRIMARY KEY CHECK (id = 1), count INTEGER NOT NULL) STRICT',
  )
  db.exec('INSERT INTO starts VALUES (1, 1) ON CONFLICT DO UPDATE SET count = count + 1')
  return requireSettings(db)
}

function requireSettings(db: Database.Database): Refusal | null {
  const expected: Record<string, unknown> = {
    journal_mode: 'wal',
    synchronous: 2,
    foreign_keys: 1,
    busy_timeout: 5000,
    trusted_schema: 0,
    cell_size_check: 1,
    mmap_size: 0,
  }
  for (const [name, value] of Object.entries(expected)) {
    // mmap_size has no row at all where memory mapping is compiled out, which is as good as 0.
    const found = db.pragma(name, { simple: true }) ?? 0
    if (found !== value) {
      const message = `SQLite did not take a setting: ${name} is ${String(found)}, not ${String(value)}.`
      return refusal('E_DB_SETTINGS', message, 'Use a local disk for the data folder.')
    }
  }
  return null
}

/** Looks at the header's bytes, so that a file that is not for us is not even opened by SQLite (O1). */
function inspect(file: string, ours: number): Refusal | null {
  if (statSync(file).size === 0) return damaged(file, 'it is empty')
  const header = Buffer.alloc(100)
  const handle = openSync(file, 'r')
  const length = readSync(handle, header, 0, 100, 0)
  closeSync(handle)
  if (length < 100 || header.toString('latin1', 0, 15) !== 'SQLite format 3')
    return damaged(file, 'it is not a database')
  const owner = header.readUInt32BE(68)
  if (owner !== applicationId && owner !== 0) return damaged(file, 'it was not made by Switchyard')
  return requireNotNewer(header.readUInt32BE(60), ours)
}

function requireNotNewer(version: number, ours: number): Refusal | null {
  if (version <= ours) return null
  return refusal(
    'E_DB_NEWER',
    `The database is of version ${version}; this Switchyard knows versions up to ${ours}.`,
    'Update Switchyard. Nothing was changed.',
  )
}

const isDamage = (error: { code: string }): boolean =>
  error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB'

function damaged(file: string, why: string): Refusal {
  return refusal(
    'E_DB_CORRUPT',
    `The database is damaged: ${why.split('\n')[0]}`,
    `It is kept as it is at ${file}. Move it away to start anew, or put a copy from the folder "backups" in its place.`,
  )
}
