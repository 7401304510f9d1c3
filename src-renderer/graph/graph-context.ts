import { createContext, type PointerEvent, useCallback, useContext, useSyncExternalStore } from 'react'
import { present } from '#shared/assert.ts'
import type { Editing, Face, Faces } from './face.ts'

const FacesContext = createContext<Faces | null>(null)
export const FacesProvider = FacesContext.Provider

/** The face of one task: whoever uses it is drawn again when that face changes, and no other. */
export function useFace(key: string): Face | undefined {
  const faces = present(useContext(FacesContext), 'the faces of the graph')
  const subscribe = useCallback((onChange: () => void) => faces.subscribe(key, onChange), [faces, key])
  return useSyncExternalStore(subscribe, () => faces.get(key))
}

/** The actions within a node. */
export interface NodeActions {
  /** Opens or closes the group. */
  readonly toggle: (key: string) => void
  /** Absent on a graph that is only looked at. */
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
