import { useSyncExternalStore } from 'react'
import { everySecond } from '../../rpc/reconnect.ts'

const never = () => () => {}

/** Current time in milliseconds since 1970, rounded down to `stepMs`. Does not update while `isMoving` is false. */
export function useNow({ isMoving = true, stepMs = 1000 } = {}): number {
  const read = () => Math.floor(Date.now() / stepMs) * stepMs
  return useSyncExternalStore(isMoving ? everySecond : never, read, read)
}
