import type { Database } from 'better-sqlite3'
import type { TokenScope } from '#shared/model/token.ts'
import { rowsOf } from '../db/rows.ts'

export interface StoredToken {
  readonly id: string
  readonly name: string
  readonly scope: TokenScope
  readonly hash: Buffer
  readonly keyHash: Buffer | null
  readonly port: number | null
  readonly attemptId: string | null
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly usedAt: number | null
}

const tokens = rowsOf<StoredToken>()('id name scope hash keyHash port attemptId createdAt expiresAt usedAt')

/** Credentials, stored as hashes. Not a projection of the log, so a replay does not change them. */
export function createTokenStore(db: Database) {
  const remove = db.prepare<[string]>('DELETE FROM tokens WHERE id = ?')
  const removeExpired = db.prepare<[number]>('DELETE FROM tokens WHERE expires_at <= ?')
  const removeScope = db.prepare<[string]>('DELETE FROM tokens WHERE scope = ?')
  const removeOldest = db.prepare<[string, string, number]>(
    `DELETE FROM tokens WHERE scope = ? AND id IN
       (SELECT id FROM tokens WHERE scope = ? ORDER BY coalesce(used_at, created_at) DESC, rowid DESC LIMIT -1 OFFSET ?)`,
  )
  const use = db.prepare<[number, number | null, string]>(
    'UPDATE tokens SET used_at = ?, expires_at = ? WHERE id = ?',
  )
  const extend = db.prepare<[number, string]>('UPDATE tokens SET expires_at = ? WHERE attempt_id = ?')
  return {
    add: tokens.insert(db, 'tokens'),
    findByHash: tokens.find<[hash: Buffer]>(db, 'tokens WHERE hash = ?'),
    find: tokens.find<[id: string]>(db, 'tokens WHERE id = ?'),
    /** Newest first. */
    list: tokens.list<[]>(db, 'tokens ORDER BY created_at DESC, id DESC'),
    remove: (id: string): void => void remove.run(id),
    removeExpired: (now: number): void => void removeExpired.run(now),
    removeScope: (scope: TokenScope): void => void removeScope.run(scope),
    /** Removes the least recently used tokens of a scope beyond `atMost`. */
    keepNewest: (scope: TokenScope, atMost: number): void => void removeOldest.run(scope, scope, atMost),
    /** Records a use, which may extend the expiry. */
    use: (id: string, { at, expiresAt }: { at: number; expiresAt: number | null }): void =>
      void use.run(at, expiresAt, id),
    extendAttempt: (attemptId: string, expiresAt: number): void => void extend.run(expiresAt, attemptId),
  }
}
