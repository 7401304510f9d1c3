import { createContext, type PointerEvent, useCallback, useContext, useSyncExternalStore } from 'react'
import { present } from '#shared/assert.ts'
import type { Editing, Face, Faces } from './face.ts'

const FacesContext = createContext<Faces | null>(null)
export const FacesProvider = FacesContext.Provider

/** The face of one task. Re-renders only when that face changes. */
export function useFace(key: string): Face | undefined {
  const faces = present(useContext(FacesContext), 'the faces of the graph')
  const subscribe = useCallback((onChange: () => void) => faces.subscribe(key, onChange), [faces, key])
  return useSyncExternalStore(subscribe, () => faces.get(key))
}

export interface NodeActions {
  /** Opens or closes a group. */
  readonly toggle: (key: string) => void
  /** Null in a read-only graph. */
  readonly edit: {
    readonly onAdd: Editing['onAdd']
    readonly beginConnection: (from: string, event: PointerEvent) => void
    readonly rename: (key: string, title: string) => void
    readonly leaveRename: () => void
  } | null
}

const ActionsContext = createContext<NodeActions>({ toggle: () => {}, edit: null })
export const ActionsProvider = ActionsContext.Provider
export const useNodeActions = (): NodeActions => useContext(ActionsContext)
