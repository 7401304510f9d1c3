import SqliteDatabase, { type Database } from 'better-sqlite3'
import { versionOf } from './migrate.ts'

/** Copies of the database, made while it is worked with. */
export function createBackupStore(db: Database) {
  return {
    /** One whole file at one instant (SQLite's online backup): what is committed meanwhile is in it, or is not. */
    async copyTo(file: string): Promise<void> {
      await db.backup(file)
      const copy = new SqliteDatabase(file)
      try {
        // A copy stands by itself, without a log beside it.
        copy.pragma('journal_mode = DELETE')
      } finally {
        copy.close()
      }
    },
    /** Of its tables: one that is newer than this program is not understood by it. */
    versionOf(file: string): number {
      const copy = new SqliteDatabase(file, { readonly: true })
      try {
        return versionOf(copy)
      } finally {
        copy.close()
      }
    },
    /** Why it is no whole database; null: it is. */
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
