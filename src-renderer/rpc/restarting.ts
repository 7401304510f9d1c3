import { createStore, type StoreApi } from 'zustand/vanilla'

/** Whether this window has requested an engine restart, so that a short interruption is expected. */
export const restarting: StoreApi<boolean> = createStore<boolean>(() => false)

/** A restart that takes longer than this has failed. */
const startedWithinMs = 30_000

export function expectRestart(): void {
  restarting.setState(true, true)
  setTimeout(() => restarting.setState(false, true), startedWithinMs)
}
