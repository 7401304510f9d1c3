import SqliteDatabase, { type Database } from 'better-sqlite3'
import { versionOf } from './migrate.ts'

/** Copies of the database, made while it is worked with. */
export function createBackupStore(db: Database) {
  return {
    /** Copies the database at one instant (SQLite's online backup): a commit during the copy is either in it or not. */
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
    /** The version of its tables: this program cannot read a newer one. */
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
