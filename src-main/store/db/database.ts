import Database from 'better-sqlite3'

/**
 * Opens a connection that keeps temporary data in memory, because everything outside the data folder may be read-only.
 */
export function openDatabase(file: string, options: Database.Options = {}): Database.Database {
  const db = new Database(file, options)
  db.pragma('temp_store = MEMORY')
  return db
}
