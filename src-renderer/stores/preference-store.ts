import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Json } from '#shared/model/json.ts'
import type { Client } from '../rpc/client.ts'
import { isAnswer } from '../rpc/failure.ts'
import { createBatch } from '../rpc/reconnect.ts'

/**
 * Preferences by name. Stored with the data, because browser storage is lost when the address of the interface
 * changes.
 */
export interface Preferences {
  readonly values: ReadonlyMap<string, unknown>
  /** False until the preferences are loaded, or loading has failed. */
  readonly isKnown: boolean
}

export const preferenceStore: StoreApi<Preferences> = createStore<Preferences>(() => ({
  values: new Map(),
  isKnown: false,
}))

/** Resolves when the preferences are loaded, or loading has failed. */
export const preferencesKnown = (): Promise<void> =>
  new Promise((resolve) => {
    if (preferenceStore.getState().isKnown) return resolve()
    const stop = preferenceStore.subscribe(({ isKnown }) => {
      if (!isKnown) return
      stop()
      resolve()
    })
  })

type Write = (name: string) => void

/** Set by `connectPreferences`, which also writes preferences set earlier. */
let write: Write = () => {}

/** Sets a preference in this window immediately and on the server shortly after. */
export function setPreference(name: string, value: unknown): void {
  preferenceStore.setState(({ values, isKnown }) => ({ isKnown, values: new Map(values).set(name, value) }))
  write(name)
}

/** Merges loaded preferences. Values changed in this window meanwhile take precedence. */
export const withLoaded = (
  { values }: Preferences,
  loaded: Readonly<Record<string, unknown>>,
): Preferences => ({ isKnown: true, values: new Map([...Object.entries(loaded), ...values]) })

const jsonOf = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null))

const writeEveryMs = 250

/**
 * Loads the preferences, then stores every change. The first change is sent immediately because the window may close;
 * rapid changes, such as a dragged width, are sent at intervals.
 */
export function connectPreferences(client: Pick<Client, 'preferences'>): void {
  const unwritten = new Set<string>()
  let isResting = false
  const writeAll = () => {
    const names = [...unwritten]
    unwritten.clear()
    isResting = names.length > 0
    if (isResting) rest(null)
    for (const name of names) {
      const value = jsonOf(preferenceStore.getState().values.get(name))
      client.preferences.set({ name, value }).catch((error: unknown) => {
        // A refused preference applies in this window only. After a lost connection, the preference is sent again
        // once reconnected.
        if (!isAnswer(error)) write(name)
      })
    }
  }
  const rest = createBatch<null>(writeEveryMs, writeAll)
  write = (name) => {
    unwritten.add(name)
    if (!isResting) writeAll()
  }
  for (const name of preferenceStore.getState().values.keys()) write(name)
  client.preferences.list().then(
    (loaded) => preferenceStore.setState((state) => withLoaded(state, loaded)),
    // If loading fails, the defaults apply.
    () => preferenceStore.setState((state) => withLoaded(state, {})),
  )
}
