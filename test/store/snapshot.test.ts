import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMigrations } from '../../src-main/store/db/migrate.ts'
import { openScratch, openSnapshot } from '../../src-main/store/db/snapshot.ts'
import { createTempDir } from '../support/engine.ts'
import { migrationsDir } from '../support/made-database.ts'
import { eventsOf, storeWithLog } from './log.ts'

describe('a snapshot', () => {
  it('is constant during writes of others, and read-only', () => {
    const store = storeWithLog(3)
    const snapshot = openSnapshot(store.audit.file)
    store.events.appendAll(eventsOf(4, 6))
    expect(snapshot.store.events.lastSeq()).toBe(3)
    expect(store.events.lastSeq()).toBe(6)
    expect(() => snapshot.store.events.appendAll(eventsOf(4, 4))).toThrow(/readonly/)
    snapshot.close()
    store.close()
  })
})

describe('a scratch store', () => {
  it('is empty, accepts events, and leaves nothing behind', () => {
    const scratch = openScratch(readMigrations(migrationsDir), createTempDir())
    const folder = dirname(scratch.store.audit.file)
    expect(scratch.store.events.lastSeq()).toBe(0)
    scratch.store.events.appendAll(eventsOf(1, 3))
    expect(existsSync(folder)).toBe(true)
    scratch.close()
    expect(existsSync(folder)).toBe(false)
  })
})
