import type { Face, Faces } from './face.ts'

/** A zustand-like store: `subscribe` notifies about each new state. */
export interface Source<State> {
  getState(): State
  subscribe(onChange: () => void): () => void
}

export interface FaceParts<State> {
  /** Inputs of the face of `key`: identical objects while the face is unchanged. Empty: the node does not exist. */
  readonly partsOf: (state: State, key: string) => readonly unknown[]
  readonly faceOf: (state: State, key: string) => Face | undefined
}

/** Faces derived from a store of immutable state. A face is computed on demand and cached until its parts change. */
export function facesFrom<State>(store: Source<State>, { partsOf, faceOf }: FaceParts<State>): Faces {
  const known = new Map<string, { readonly parts: readonly unknown[]; readonly face: Face | undefined }>()
  const listeners = new Map<string, Set<() => void>>()
  const listenersToAll = new Set<(keys: ReadonlySet<string>) => void>()
  /** Keys of changed faces that are not announced yet. An early `get` must not hide a change from other subscribers. */
  let untold = new Set<string>()
  let stop: (() => void) | null = null

  const get = (key: string): Face | undefined => {
    const state = store.getState()
    const parts = partsOf(state, key)
    const before = known.get(key)
    if (before !== undefined && isSame(before.parts, parts)) return before.face
    const face = parts.length === 0 ? undefined : faceOf(state, key)
    known.set(key, { parts, face })
    if (before !== undefined && before.face !== face) untold.add(key)
    return face
  }
  const tell = () => {
    // Without a subscriber to all faces, only faces with a listener are computed.
    for (const key of (listenersToAll.size > 0 ? known : listeners).keys()) get(key)
    if (untold.size === 0) return
    const changed = untold
    untold = new Set()
    for (const key of changed) for (const call of listeners.get(key) ?? []) call()
    for (const call of listenersToAll) call(changed)
  }
  const listen = () => {
    stop ??= store.subscribe(tell)
  }
  const rest = () => {
    if (listeners.size > 0 || listenersToAll.size > 0) return
    stop?.()
    stop = null
  }
  return {
    get,
    subscribe(key, onChange) {
      get(key)
      const calls = listeners.get(key) ?? new Set()
      listeners.set(key, calls.add(onChange))
      listen()
      return () => {
        calls.delete(onChange)
        if (calls.size === 0) listeners.delete(key)
        rest()
      }
    },
    subscribeAll(onChange) {
      listenersToAll.add(onChange)
      listen()
      return () => {
        listenersToAll.delete(onChange)
        rest()
      }
    },
  }
}

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((each, at) => each === b[at])
