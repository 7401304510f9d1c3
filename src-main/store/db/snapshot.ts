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

/** The tables as they are now, for reading at leisure while others write: a second connection, in one transaction. */
export function openSnapshot(file: string): OpenedStore {
  const db = openDatabase(file, { readonly: true, timeout: 5000 })
  db.exec('BEGIN')
  // The first read is what fixes it.
  db.pragma('user_version')
  return { store: createStore(db), close: () => db.close() }
}

/** An empty store in a folder of its own, which is gone when it is closed. */
export function openScratch(migrations: readonly Migration[], dataDir: string): OpenedStore {
  const dir = makeTempFolder(dataDir)
  const opened = openStore(dir, migrations)
  if (!opened.ok) {
    rmSync(dir, { recursive: true, force: true })
    throw new RefusalError(opened.error)
  }
  const { db, close } = opened.value
  // It need not survive a power cut.
  db.pragma('synchronous = OFF')
  return {
    store: createStore(db),
    close() {
      close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
