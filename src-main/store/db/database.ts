import Database from 'better-sqlite3'

/** A connection that needs no place for temporary files: outside the data folder everything may be read-only. */
export function openDatabase(file: string, options: Database.Options = {}): Database.Database {
  const db = new Database(file, options)
  db.pragma('temp_store = MEMORY')
  return db
}
