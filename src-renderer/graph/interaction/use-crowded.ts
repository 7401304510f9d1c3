import { useCallback, useSyncExternalStore } from 'react'
import type { Faces } from '../face.ts'
import type { PlanNode } from '../graph-elements.ts'

/** So many signs may turn at once: every one more has the page paint itself anew, sixty times a second. */
const mostTurning = 8

/** More tasks run in the page than should move in it. */
export function useIsCrowded(faces: Faces, nodes: readonly PlanNode[]): boolean {
  const subscribe = useCallback((onChange: () => void) => faces.subscribeAll(onChange), [faces])
  return useSyncExternalStore(
    subscribe,
    () => nodes.filter(({ id }) => faces.get(id)?.status === 'running').length > mostTurning,
  )
}
