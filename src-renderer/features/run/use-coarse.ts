import { useEffect, useRef, useState } from 'react'
import { createBatch } from '../../rpc/reconnect.ts'

/** A value that moves on at most every `ms`: what is asked of the server for it does not follow every event. */
export function useCoarse<Value>(value: Value, ms: number): Value {
  const [shown, setShown] = useState(value)
  const push = useRef<((value: Value) => void) | null>(null)
  useEffect(() => {
    push.current ??= createBatch<Value>(ms, (values) => {
      const last = values.at(-1)
      if (last !== undefined) setShown(last)
    })
    push.current(value)
  }, [value, ms])
  return shown
}
