import { existsSync } from 'node:fs'
import SqliteDatabase, { type Database } from 'better-sqlite3'

/**
 * Copies the tokens of the current database into a restored one. A backup must not bring back revoked tokens, nor lock
 * out a browser that signed in since. Without a readable current database, no tokens remain.
 */
export function carryTokens({ from, to }: { readonly from: string; readonly to: string }): void {
  const rows = readTokens(from)
  const db = new SqliteDatabase(to)
  try {
    // A backup older than the tokens table gets this table at the next start.
    if (!hasTokens(db)) return
    db.transaction(() => {
      db.exec('DELETE FROM tokens')
      const [first] = rows
      if (first === undefined) return
      const names = Object.keys(first)
      const places = names.map((name) => `@${name}`)
      const insert = db.prepare(`INSERT INTO tokens (${names.join()}) VALUES (${places.join()})`)
      for (const row of rows) insert.run(row)
    })()
  } finally {
    db.close()
  }
}

const hasTokens = (db: Database): boolean =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'tokens'").get() !== undefined

function readTokens(file: string): Record<string, unknown>[] {
  if (!existsSync(file)) return []
  let db: Database | null = null
  // Ignore errors: damage to the current database may be the reason for the restore.
  try {
    // Read-only, so that an interrupted restore can return to the unchanged database and log.
    db = new SqliteDatabase(file, { readonly: true })
    return hasTokens(db) ? db.prepare<[], Record<string, unknown>>('SELECT * FROM tokens').all() : []
  } catch {
    return []
  } finally {
    db?.close()
  }
}
