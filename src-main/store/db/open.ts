import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type Database from 'better-sqlite3'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { backupsFolder, databaseFile } from '../../base/data-files.ts'
import { openDatabase } from './database.ts'
import { lockDataDir } from './lock.ts'
import { type Migration, migrate, versionOf } from './migrate.ts'

/**
 * The only access to SQLite. Returns a database that is locked for this process, healthy, at the version of this
 * program and durable against power loss, or the reason why not. A refused file stays unchanged.
 * O1 Nothing is written until the file is known to belong to Switchyard, to be complete and not to be newer. The
 * write-ahead log counts as part of the file. Both are opened read-only, because closing a writer would merge the log
 * into the file.
 * O2 The settings are read back after the first write. In WAL mode, better-sqlite3 falls back to synchronous = NORMAL
 * unless it was set explicitly, and then loses acknowledged commits at a power cut.
 * O3 A new database is created under a temporary name and renamed when complete. An empty or partial file under the
 * final name is therefore always damage, never an interrupted first start.
 */
export interface OpenStore {
  readonly db: Database.Database
  /** Why other users can open the data folder; null: they cannot. */
  readonly modeWarning: string | null
  close(): void
}

/** 'SWYD': identifies a file of Switchyard. */
const applicationId = 0x53575944

export function openStore(dataDir: string, migrations: readonly Migration[]): Result<OpenStore, Refusal> {
  // Errors of the file system and of SQLite for a bad path or a damaged file are expected; all others are bugs.
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const folder = inspectMode(dataDir)
    const lock = lockDataDir(dataDir)
    if (!lock.ok) return lock
    const opened = openLocked(dataDir, migrations, lock.value.release)
    return opened.ok ? ok({ ...opened.value, modeWarning: folder.tighten() }) : opened
  } catch (error) {
    const refused = refusalOf(error, dataDir)
    if (refused === null) throw error
    return err(refused)
  }
}

function openLocked(
  dataDir: string,
  migrations: readonly Migration[],
  release: () => void,
): Result<Omit<OpenStore, 'modeWarning'>, Refusal> {
  const closers = [release]
  const close = () => {
    for (const each of closers.splice(0).reverse()) each()
  }
  const place = { file: join(dataDir, databaseFile), migrations, backupDir: join(dataDir, backupsFolder) }
  let isReady = false
  try {
    const unfit = isThere(place.file) ? inspect(place) : create(place)
    if (unfit !== null) return err(unfit)
    const db = openDatabase(place.file, { timeout: 5000 })
    closers.push(() => db.close())
    const refused = prepare(db, place)
    if (refused !== null) return err(refused)
    isReady = true
    return ok({ db, close })
  } finally {
    if (!isReady) close()
  }
}

interface Place {
  readonly file: string
  readonly migrations: readonly Migration[]
  readonly backupDir: string
}

/**
 * O3. SQLite gives its auxiliary files the mode of the database file. Before the rename nothing needs to be durable,
 * so the complete file is synced once.
 */
function create({ file, migrations, backupDir }: Place): Refusal | null {
  const log = `${file}-wal`
  // SQLite would apply the old log to the new file.
  if (isThere(log) && statSync(log).size > 0) return damaged(file, words.databaseProblems.onlyLog)
  const unfinished = `${file}.new`
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${unfinished}${suffix}`, { force: true })
  closeSync(openSync(unfinished, 'wx', 0o600))
  const db = openDatabase(unfinished)
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = OFF')
    db.pragma(`application_id = ${applicationId}`)
    const migrated = migrate(db, migrations, backupDir)
    if (!migrated.ok) return migrated.error
  } finally {
    db.close()
  }
  sync(unfinished, 'r+')
  renameSync(unfinished, file)
  // Without this sync, a power cut may lose the rename but keep a log written under the new name. Windows cannot sync
  // a folder.
  if (process.platform !== 'win32') sync(dirname(file), 'r')
  return null
}

/** Windows only syncs a file that is open for writing. */
function sync(path: string, flags: 'r' | 'r+'): void {
  const handle = openSync(path, flags)
  fsyncSync(handle)
  closeSync(handle)
}

/** O1: checks the bytes of the header first, so that SQLite does not even open a foreign file. */
function inspect({ file, migrations }: Place): Refusal | null {
  // SQLite would open a read-only file and leave a read-only log and index beside it.
  accessSync(file, constants.R_OK | constants.W_OK)
  if (statSync(file).size === 0) return damaged(file, words.databaseProblems.empty)
  const header = Buffer.alloc(100)
  const handle = openSync(file, 'r')
  const length = readSync(handle, header, 0, 100, 0)
  closeSync(handle)
  if (length < 100 || header.toString('latin1', 0, 15) !== 'SQLite format 3')
    return damaged(file, words.databaseProblems.notSqlite)
  if (header.readUInt32BE(68) !== applicationId) return damaged(file, words.databaseProblems.foreign)
  const newer = requireNotNewer(header.readUInt32BE(60), migrations.length)
  return newer ?? inspectWhole(file, migrations.length)
}

function inspectWhole(file: string, ours: number): Refusal | null {
  const db = openDatabase(file, { readonly: true, timeout: 5000 })
  try {
    const newer = requireNotNewer(versionOf(db), ours)
    if (newer !== null) return newer
    const state = db.pragma('quick_check', { simple: true })
    return state === 'ok' ? null : damaged(file, String(state))
  } finally {
    db.close()
  }
}

function prepare(db: Database.Database, { migrations, backupDir }: Place): Refusal | null {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
  db.pragma('mmap_size = 0')
  // A checkpoint blocks the commit that triggers it, so run checkpoints rarely, but well below the maximum size of
  // the log (64 MB).
  db.pragma('wal_autocheckpoint = 4000')
  if (process.platform === 'darwin') {
    db.pragma('fullfsync = ON')
    db.pragma('checkpoint_fullfsync = ON')
  }
  const migrated = migrate(db, migrations, backupDir)
  if (!migrated.ok) return migrated.error
  // First write of every start. The settings are read back after it (O2).
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
    temp_store: 2,
    ...(process.platform === 'darwin' ? { fullfsync: 1, checkpoint_fullfsync: 1 } : {}),
  }
  for (const [name, value] of Object.entries(expected)) {
    // `mmap_size` returns no row if memory mapping is compiled out, which is equivalent to 0.
    const found = db.pragma(name, { simple: true }) ?? 0
    if (found !== value) {
      return refusal('E_DB_SETTINGS', 'sqlite_setting_ignored', {
        name,
        found: String(found),
        value: String(value),
      })
    }
  }
  return null
}

function requireNotNewer(version: number, ours: number): Refusal | null {
  if (version <= ours) return null
  return refusal('E_DB_NEWER', 'database_newer', { version, ours })
}

/** Converts damage and unusable locations to refusals; null for any other error, which is a bug. */
function refusalOf(error: unknown, dataDir: string): Refusal | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  const { code, message } = error
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return damaged(join(dataDir, databaseFile), message)
  if (code.startsWith('SQLITE_BUSY')) {
    return refusal('E_DB_IN_USE', 'database_in_use', { folder: dataDir })
  }
  // File system codes such as EACCES and ENOSPC, and the SQLite codes with the same meaning.
  if (!/^(E[A-Z0-9]+$|SQLITE_(CANTOPEN|READONLY|PERM|IOERR|FULL))/.test(code)) return null
  return refusal('E_DB_LOCATION', 'data_folder_unusable', { folder: dataDir, code })
}

function damaged(file: string, why: string): Refusal {
  return refusal('E_DB_CORRUPT', 'database_damaged', { why: why.split('\n')[0] ?? why, file })
}

/** A dangling link counts as present: its target may return, so it must not be replaced. */
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

const othersMay = 0o077
const sticky = 0o1000

interface FolderMode {
  /** Removes access for other users. Returns a warning if they still have access, otherwise null. */
  tighten(): string | null
}

/** Call before the start creates its own files in the folder: a folder with other content keeps its mode. */
function inspectMode(dataDir: string): FolderMode {
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
      // Some file systems accept a mode but keep their own.
      return (after.mode & othersMay) === 0 ? null : warningOf(dataDir, after)
    },
  }
}

/** A sticky folder such as /tmp is shared, even if the user of this process owns it. */
const mayChange = ({ uid, mode }: Stats): boolean =>
  (mode & sticky) === 0 && (process.getuid?.() === uid || process.getuid?.() === 0)

function warningOf(dataDir: string, { mode }: Stats): string {
  const shown = (mode & 0o7777).toString(8).padStart(4, '0')
  return words.dataFolder.openToOthers(dataDir, shown)
}
