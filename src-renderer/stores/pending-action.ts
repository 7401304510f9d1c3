import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** Something asked for on one screen that another has: it is done once that is there. */
export type PendingAction = 'describeGoal'

const pendingActionStore = createStore<{ pendingAction: PendingAction | null }>(() => ({
  pendingAction: null,
}))

export const requestAction = (pendingAction: PendingAction): void =>
  pendingActionStore.setState({ pendingAction })

/** Does what was asked for, once. */
export function usePendingAction(pendingAction: PendingAction, grant: () => void): void {
  const isWished = useStore(pendingActionStore, (state) => state.pendingAction === pendingAction)
  useEffect(() => {
    if (!isWished) return
    pendingActionStore.setState({ pendingAction: null })
    grant()
  }, [isWished, grant])
}
