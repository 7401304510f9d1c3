import { useSyncExternalStore } from 'react'
import { everySecond } from '../rpc/reconnect.ts'

const never = () => () => {}

/** Milliseconds since 1970, in steps of `stepMs`; standing still while `isMoving` is false. */
export const useNow = ({ isMoving = true, stepMs = 1000 } = {}): number =>
  useSyncExternalStore(isMoving ? everySecond : never, () => Math.floor(Date.now() / stepMs) * stepMs)
