import { boundedKey } from './names.ts'

/** What readers of records from outside share: every field of them may hold anything. */

export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The id as a key, or null when there is none that can be used. 3 and "3" are the same id. */
export function idOf(value: unknown): string | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null
  const id = String(value).trim()
  return id.length > 0 && !/[\s\p{C},]/u.test(id) ? boundedKey(id) : null
}

/** A text, or a number as text; null for anything else, and for nothing but space. */
export function textOf(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  return String(value).trim() || null
}

/** Nothing is lost with it. */
export const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0)
