import { useSyncExternalStore } from 'react'
import { everySecond } from '../rpc/reconnect.ts'

const readNow = (): number => Math.floor(Date.now() / 1000) * 1000
const never = () => () => {}

/** Milliseconds since 1970, moving once a second; standing still while `isMoving` is false. */
export const useNow = (isMoving = true): number =>
  useSyncExternalStore(isMoving ? everySecond : never, readNow)
