import { useMemo } from 'react'
import type { z } from 'zod'
import { useStore } from 'zustand'
import { preferenceStore, setPreference } from './preference-store.ts'

/**
 * Something a person set and expects to find again: a width, a filter, which groups are closed. `name` is unique in the
 * app; what is kept and does not fit `schema` any more is as if nothing were. It is kept with the data.
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

/** The same where nothing is drawn. */
export const readPreference = <Value>(name: string, schema: z.ZodType<Value>): Value | null =>
  parse(schema, preferenceStore.getState().values.get(name))

const parse = <Value>(schema: z.ZodType<Value>, kept: unknown): Value | null =>
  kept === undefined ? null : (schema.safeParse(kept).data ?? null)
