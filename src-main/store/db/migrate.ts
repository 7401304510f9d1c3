import { createHash } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'

/**
 * Migrates a database to the version of this program: one numbered file per transaction, with a backup before and
 * checks after each. A database is always completely at one version, never between two.
 */
export interface Migration {
  readonly version: number
  readonly sql: string
}

/** Reads `0001.sql`, `0002.sql`, …. Throws if there is a gap, which is a bug of the build. */
export function readMigrations(dir: string): Migration[] {
  const files = readdirSync(dir)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  return files.map((name, index) => {
    const version = Number.parseInt(name, 10)
    if (version !== index + 1)
      throw new Error(`Migration ${name} is out of order: expected number ${index + 1}`)
    return { version, sql: readFileSync(join(dir, name), 'utf8') }
  })
}

export const versionOf = (db: Database): number => Number(db.pragma('user_version', { simple: true }))

export function migrate(
  db: Database,
  migrations: readonly Migration[],
  backupDir: string,
): Result<void, Refusal> {
  const from = versionOf(db)
  const changed = findChangedMigration(db, migrations, from)
  if (changed !== null) return err(changed)
  for (const migration of migrations.slice(from)) {
    let backup: string | null = null
    // A failed migration must return a clear refusal and leave the database unchanged.
    try {
      if (from > 0) backup = backUp(db, backupDir, migration.version)
      // With foreign keys enforced, a referenced table could not be rebuilt. `apply` checks the references itself.
      db.pragma('foreign_keys = OFF')
      db.transaction(() => apply(db, migration))()
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      const facts = { version: migration.version, why }
      return backup === null
        ? refuse('E_MIGRATE', 'migration_failed', facts)
        : refuse('E_MIGRATE', 'migration_failed_with_backup', { ...facts, backup })
    } finally {
      db.pragma('foreign_keys = ON')
    }
  }
  return ok(undefined)
}

const checksum = (sql: string): string => createHash('sha256').update(sql).digest('hex')

function apply(db: Database, { version, sql }: Migration): void {
  db.exec(sql)
  db.exec(
    'CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, checksum TEXT NOT NULL) STRICT',
  )
  db.prepare('INSERT INTO migrations (version, checksum) VALUES (?, ?)').run(version, checksum(sql))
  const orphans = db.pragma('foreign_key_check')
  if (Array.isArray(orphans) && orphans.length > 0)
    throw new Error(words.databaseProblems.missingRows(orphans.length))
  const state = db.pragma('quick_check', { simple: true })
  if (state !== 'ok') throw new Error(String(state))
  db.pragma(`user_version = ${version}`)
}

/** Finds a file that was edited after it ran. Two databases with the same version could differ otherwise. */
function findChangedMigration(db: Database, migrations: readonly Migration[], upTo: number): Refusal | null {
  if (upTo === 0) return null
  const rows = db
    .prepare<[], { version: number; checksum: string }>('SELECT version, checksum FROM migrations')
    .all()
  const changed = rows.find((row) => {
    const migration = migrations[row.version - 1]
    return migration !== undefined && checksum(migration.sql) !== row.checksum
  })
  if (changed === undefined) return null
  return refusal('E_MIGRATE', 'migration_differs', { version: changed.version })
}

/** Makes a copy and verifies that it is readable; an unreadable copy is useless as a backup. */
function backUp(db: Database, dir: string, before: number): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const name = `before-${String(before).padStart(4, '0')}`
  let file = join(dir, `${name}.sqlite`)
  for (let copy = 2; existsSync(file); copy += 1) file = join(dir, `${name}-${copy}.sqlite`)
  // SQLite writes into an empty file and keeps its mode.
  closeSync(openSync(file, 'wx', 0o600))
  db.prepare('VACUUM INTO ?').run(file)
  const copied = new SqliteDatabase(file, { readonly: true })
  try {
    const state = copied.pragma('quick_check', { simple: true })
    if (state !== 'ok') throw new Error(words.databaseProblems.backupUnreadable(String(state)))
  } finally {
    copied.close()
  }
  return file
}
