import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** An action requested on one screen and run by another once that screen is mounted. */
export type PendingAction = 'describeGoal'

const pendingActionStore = createStore<{ pendingAction: PendingAction | null }>(() => ({
  pendingAction: null,
}))

export const requestAction = (pendingAction: PendingAction): void =>
  pendingActionStore.setState({ pendingAction })

/** Runs the requested action once. */
export function usePendingAction(pendingAction: PendingAction, grant: () => void): void {
  const isWished = useStore(pendingActionStore, (state) => state.pendingAction === pendingAction)
  useEffect(() => {
    if (!isWished) return
    pendingActionStore.setState({ pendingAction: null })
    grant()
  }, [isWished, grant])
}
