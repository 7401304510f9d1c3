import { rmSync } from 'node:fs'
import { RefusalError } from '#shared/refusal.ts'
import { makeTempFolder } from '../../base/temp-folder.ts'
import { createStore, type Store } from '../store.ts'
import { openDatabase } from './database.ts'
import type { Migration } from './migrate.ts'
import { openStore } from './open.ts'

export interface OpenedStore {
  readonly store: Store
  close(): void
}

/** The tables at this moment, for reading while others write. Uses a second connection in a single transaction. */
export function openSnapshot(file: string): OpenedStore {
  const db = openDatabase(file, { readonly: true, timeout: 5000 })
  db.exec('BEGIN')
  // The first read fixes the snapshot.
  db.pragma('user_version')
  return { store: createStore(db), close: () => db.close() }
}

/** An empty store in its own temporary folder, which is deleted on close. */
export function openScratch(migrations: readonly Migration[], dataDir: string): OpenedStore {
  const dir = makeTempFolder(dataDir)
  const opened = openStore(dir, migrations)
  if (!opened.ok) {
    rmSync(dir, { recursive: true, force: true })
    throw new RefusalError(opened.error)
  }
  const { db, close } = opened.value
  // The store need not survive a power cut.
  db.pragma('synchronous = OFF')
  return {
    store: createStore(db),
    close() {
      close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
