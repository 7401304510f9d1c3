import type { Json } from '#shared/model/json.ts'
import type { InputPart } from '#shared/model/runs/attempt.ts'
import type { AttemptSignal } from '../engine/ports.ts'

/** The input signal of an attempt. Parts without text are omitted. */
export const given = (...parts: readonly (InputPart | null)[]): AttemptSignal => ({
  type: 'given',
  input: { parts: parts.filter((part) => part !== null) },
})

export const textPart = (label: string, text: string): InputPart => ({ label, text, form: 'text' })

export const jsonPart = (label: string, value: Json): InputPart => ({
  label,
  text: JSON.stringify(value, null, 2),
  form: 'json',
})

/** Names only, because the values may be secret. Null without names. */
export const namesPart = (label: string, names: readonly string[]): InputPart | null =>
  names.length === 0 ? null : textPart(label, [...new Set(names)].sort().join('\n'))
