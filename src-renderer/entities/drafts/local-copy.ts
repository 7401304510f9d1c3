import type { PlanDraft } from '#shared/model/plan-finding.ts'

/** The unsent document of a draft, stored by the browser so that a reload does not lose it. */
export interface LocalCopy {
  readonly document: PlanDraft
  /** The draft that it is the changed form of, and which state of it was changed; null: there was none yet. */
  readonly draft: { readonly id: string; readonly revision: number } | null
  readonly planId: string | null
  /** The id under which its draft is being created; a reload goes on with it. */
  readonly newDraftId?: string | null
}

/** By the address of the plan. */
export interface LocalCopies {
  read(address: string): Promise<LocalCopy | null>
  write(address: string, copy: LocalCopy): Promise<void>
  drop(address: string): Promise<void>
}

const databaseName = 'switchyard-drafts'
const storeName = 'copies'

/** The browser's database; where there is none, or it is full, nothing is kept and nothing breaks. */
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
