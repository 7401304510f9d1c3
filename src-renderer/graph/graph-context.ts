import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import { present } from '#shared/assert.ts'
import type { Face, Faces } from './face.ts'

const FacesContext = createContext<Faces | null>(null)
export const FacesProvider = FacesContext.Provider

/** The face of one task: whoever uses it is drawn again when that face changes, and no other. */
export function useFace(key: string): Face | undefined {
  const faces = present(useContext(FacesContext), 'the faces of the graph')
  const subscribe = useCallback((onChange: () => void) => faces.subscribe(key, onChange), [faces, key])
  return useSyncExternalStore(subscribe, () => faces.get(key))
}
