import { existsSync } from 'node:fs'
import SqliteDatabase, { type Database } from 'better-sqlite3'

/**
 * Gives a restored database the tokens of the present one: a backup must not bring back what was revoked since, nor lock
 * out a browser that signed in since. Without a readable present one, no token is left.
 */
export function carryTokens({ from, to }: { readonly from: string; readonly to: string }): void {
  const rows = readTokens(from)
  const db = new SqliteDatabase(to)
  try {
    // A backup from before there were tokens gets the table at the next start.
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
  // A damaged database is a reason to restore one.
  try {
    // Without a write to it or to its log: a restore that is cut off goes back to both.
    db = new SqliteDatabase(file, { readonly: true })
    return hasTokens(db) ? db.prepare<[], Record<string, unknown>>('SELECT * FROM tokens').all() : []
  } catch {
    return []
  } finally {
    db?.close()
  }
}
