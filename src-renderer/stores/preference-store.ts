import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Json } from '#shared/model/json.ts'
import type { Client } from '../rpc/client.ts'
import { isAnswer } from '../rpc/failure.ts'
import { createBatch } from '../rpc/reconnect.ts'

/** What was set, by name. It is kept with the data: the address of the interface, and so the browser's storage, changes. */
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

/** Takes in what was set before. What was set in this window meanwhile is newer. */
export const withLoaded = (
  { values }: Preferences,
  loaded: Readonly<Record<string, unknown>>,
): Preferences => ({ isKnown: true, values: new Map([...Object.entries(loaded), ...values]) })

const jsonOf = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null))

const writeEveryMs = 250

/**
 * Reads what was set, and from now on keeps what is set: at once, for the window may go away the next moment, and what is
 * set again and again, as a width that is dragged, at intervals.
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
        // What is refused holds in this window only. A wire that broke is tried again with the next one.
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
