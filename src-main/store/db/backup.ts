import SqliteDatabase, { type Database } from 'better-sqlite3'
import { versionOf } from './migrate.ts'

/** Copies of the database, made while it is in use. */
export function createBackupStore(db: Database) {
  return {
    /**
     * Copies the database at one instant (SQLite's online backup). The copy contains a concurrent commit completely or
     * not at all.
     */
    async copyTo(file: string): Promise<void> {
      await db.backup(file)
      const copy = new SqliteDatabase(file)
      try {
        // A copy is self-contained, without a write-ahead log.
        copy.pragma('journal_mode = DELETE')
      } finally {
        copy.close()
      }
    },
    /** Schema version of the file. This program cannot read a newer version. */
    versionOf(file: string): number {
      const copy = new SqliteDatabase(file, { readonly: true })
      try {
        return versionOf(copy)
      } finally {
        copy.close()
      }
    },
    /** Description of the damage; null if the database is intact. */
    findDamage(file: string): string | null {
      const copy = new SqliteDatabase(file, { readonly: true })
      try {
        const state = copy.pragma('integrity_check(1)', { simple: true })
        return state === 'ok' ? null : String(state)
      } finally {
        copy.close()
      }
    },
  }
}
