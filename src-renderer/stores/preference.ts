import { useMemo } from 'react'
import type { z } from 'zod'
import { useStore } from 'zustand'
import { preferenceStore, setPreference } from './preference-store.ts'

/**
 * A setting of the user that is restored later: a width, a filter, collapsed groups. `name` is unique in the app. A
 * stored value that does not match `schema` is ignored. Stored with the data.
 */
export function usePreference<Value>(
  name: string,
  schema: z.ZodType<Value>,
  fallback: Value,
): [Value, (value: Value) => void] {
  const kept = useStore(preferenceStore, ({ values }) => values.get(name))
  const value = useMemo(() => parse(schema, kept), [kept, schema])
  return [value ?? fallback, (next) => setPreference(name, next)]
}

/** Like `usePreference`, for use outside of components. */
export const readPreference = <Value>(name: string, schema: z.ZodType<Value>): Value | null =>
  parse(schema, preferenceStore.getState().values.get(name))

const parse = <Value>(schema: z.ZodType<Value>, kept: unknown): Value | null =>
  kept === undefined ? null : (schema.safeParse(kept).data ?? null)
