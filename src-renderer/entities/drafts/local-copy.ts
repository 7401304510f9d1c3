import type { PlanDraft } from '#shared/model/plan-finding.ts'

/** The unsent document of a draft, stored by the browser so that a reload does not lose it. */
export interface LocalCopy {
  readonly document: PlanDraft
  /** The draft and revision that this copy is based on; null if no draft existed. */
  readonly draft: { readonly id: string; readonly revision: number } | null
  readonly planId: string | null
  /** Id of a draft whose creation is not confirmed. A reload continues with the same id. */
  readonly newDraftId?: string | null
}

/** Copies by plan address. */
export interface LocalCopies {
  read(address: string): Promise<LocalCopy | null>
  write(address: string, copy: LocalCopy): Promise<void>
  drop(address: string): Promise<void>
}

const databaseName = 'switchyard-drafts'
const storeName = 'copies'

/** Copies in IndexedDB. If the database is missing or full, nothing is stored and no call fails. */
export function openLocalCopies(): LocalCopies {
  const opened = open().catch(() => null)
  const run = async <T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>) => {
    const database = await opened
    return database === null
      ? null
      : answerOf(act(database.transaction(storeName, mode).objectStore(storeName))).catch(() => null)
  }
  return {
    read: async (address) => (await run<LocalCopy | null>('readonly', (store) => store.get(address))) ?? null,
    write: async (address, copy) => void (await run('readwrite', (store) => store.put(copy, address))),
    drop: async (address) => void (await run('readwrite', (store) => store.delete(address))),
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1)
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(storeName))
  return answerOf(request)
}

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })
