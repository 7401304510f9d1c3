import { createStore, type StoreApi } from 'zustand/vanilla'

/** Whether this window asked for a restart of the engine, so that a short interruption is expected. */
export const restarting: StoreApi<boolean> = createStore<boolean>(() => false)

/** A start that takes longer than this did not work. */
const startedWithinMs = 30_000

export function expectRestart(): void {
  restarting.setState(true, true)
  setTimeout(() => restarting.setState(false, true), startedWithinMs)
}
