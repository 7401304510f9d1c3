import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Json } from '#shared/model/json.ts'
import type { Client } from '../rpc/client.ts'
import { isAnswer } from '../rpc/failure.ts'
import { createBatch } from '../rpc/reconnect.ts'

/**
 * The settings by name. They are stored with the data, because the address of the interface may change, and the
 * storage of the browser with it.
 */
export interface Preferences {
  readonly values: ReadonlyMap<string, unknown>
  /** False until it is known what was set, or that it cannot be known. */
  readonly isKnown: boolean
}

export const preferenceStore: StoreApi<Preferences> = createStore<Preferences>(() => ({
  values: new Map(),
  isKnown: false,
}))

/** Until it is known what was set, or that it cannot be known. */
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

/** Set once the engine can be told; what was set before is told then. */
let write: Write = () => {}

/** Sets one, here at once and with the data soon. */
export function setPreference(name: string, value: unknown): void {
  preferenceStore.setState(({ values, isKnown }) => ({ isKnown, values: new Map(values).set(name, value) }))
  write(name)
}

/** Merges loaded settings. Settings changed in this window meanwhile are newer. */
export const withLoaded = (
  { values }: Preferences,
  loaded: Readonly<Record<string, unknown>>,
): Preferences => ({ isKnown: true, values: new Map([...Object.entries(loaded), ...values]) })

const jsonOf = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null))

const writeEveryMs = 250

/**
 * Loads the settings and then stores every change: at once, because the window may close, and repeated changes, such
 * as a dragged width, at intervals.
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
        // A refused setting only applies in this window. After a lost connection, it is sent again with the next one.
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
    // Without them everything is as for somebody who set nothing.
    () => preferenceStore.setState((state) => withLoaded(state, {})),
  )
}
