import { useState } from 'react'
import type { z } from 'zod'

const storageKey = (name: string): string => `switchyard:preference:${name}`

/**
 * Something a person set and expects to find again: a width, a filter, which groups are closed. `name` is unique in the
 * app; what is kept and does not fit `schema` any more is as if nothing were.
 */
export function usePreference<Value>(
  name: string,
  schema: z.ZodType<Value>,
  fallback: Value,
): [Value, (value: Value) => void] {
  const [value, setValue] = useState(() => readPreference(name, schema) ?? fallback)
  const keep = (next: Value) => {
    localStorage.setItem(storageKey(name), JSON.stringify(next))
    setValue(next)
  }
  return [value, keep]
}

function readPreference<Value>(name: string, schema: z.ZodType<Value>): Value | null {
  const kept = localStorage.getItem(storageKey(name))
  if (kept === null) return null
  try {
    return schema.safeParse(JSON.parse(kept)).data ?? null
  } catch {
    return null
  }
}
