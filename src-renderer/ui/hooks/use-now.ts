import { useSyncExternalStore } from 'react'
import { everySecond } from '../../rpc/reconnect.ts'

const never = () => () => {}

/** Milliseconds since 1970, in steps of `stepMs`; standing still while `isMoving` is false. */
export function useNow({ isMoving = true, stepMs = 1000 } = {}): number {
  const read = () => Math.floor(Date.now() / stepMs) * stepMs
  return useSyncExternalStore(isMoving ? everySecond : never, read, read)
}
