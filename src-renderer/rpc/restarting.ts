import { createStore, type StoreApi } from 'zustand/vanilla'

/** Whether this window asked the engine to start anew, so that it is gone for a moment. */
export const restarting: StoreApi<boolean> = createStore<boolean>(() => false)

/** A start that takes longer than this did not work. */
const startedWithinMs = 30_000

export function expectRestart(): void {
  restarting.setState(true, true)
  setTimeout(() => restarting.setState(false, true), startedWithinMs)
}
