import { chmodSync, copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { createTempDir, openTestStore } from '../support/engine.ts'
import { databaseIn } from './files.ts'
import { eventOf, verify } from './log.ts'

/** A data folder from the version before the hash chain: a run with an open gate. */
function oldDataDir(): string {
  const dataDir = createTempDir()
  copyFileSync(join(import.meta.dirname, '../fixtures/store/version-1.sqlite'), databaseIn(dataDir))
  chmodSync(databaseIn(dataDir), 0o600)
  return dataDir
}

function readOldLog(): unknown[] {
  const db = new Database(databaseIn(oldDataDir()), { readonly: true })
  try {
    expect(db.pragma('user_version', { simple: true })).toBe(1)
    return db.prepare('SELECT seq, at, type, run_id, task_key, command_id, body FROM events').all()
  } finally {
    db.close()
  }
}

describe('a log from before the hash chain', () => {
  it('gets a chain over its exact content, and continues from there', async () => {
    const before = readOldLog()
    const dataDir = oldDataDir()
    const store = openTestStore(dataDir)
    const columns = 'seq, at, type, run_id, task_key, command_id, body'
    expect(store.db.prepare(`SELECT ${columns} FROM events`).all()).toEqual(before)
    expect(await verify(store)).toMatchObject({ ok: true, entries: before.length })
    store.events.append(eventOf(before.length + 1))
    expect(await verify(store)).toMatchObject({ ok: true, entries: before.length + 1 })
    expect(existsSync(join(dataDir, 'backups', 'before-0002.sqlite'))).toBe(true)
    store.close()
  })

  it('gets the chain once: later damage is not repaired by the next start', async () => {
    const dataDir = oldDataDir()
    openTestStore(dataDir).close()
    for (const damage of ['UPDATE events SET at = at + 1 WHERE seq = 3', 'DELETE FROM audit_head']) {
      const store = openTestStore(dataDir)
      store.db.exec(damage)
      store.close()
      const again = openTestStore(dataDir)
      expect((await verify(again)).ok).toBe(false)
      again.close()
    }
  })
})
