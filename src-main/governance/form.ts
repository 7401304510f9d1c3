import type { FormField } from '#shared/model/approval.ts'
import type { Json } from '#shared/model/json.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'

/** The first reason why these values do not satisfy the form; null if they do. */
export function findFormFault(form: readonly FormField[], values: Json): Refusal | null {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    return refusal('E_REQUIRED', 'form_values_missing', { field: 'response' })
  }
  const stranger = Object.keys(values).find((key) => !form.some((field) => field.key === key))
  if (stranger !== undefined) {
    return refusal('E_UNKNOWN_FIELD', 'form_field_unknown', { name: stranger, field: `response.${stranger}` })
  }
  for (const field of form) {
    const value = Object.hasOwn(values, field.key) ? (values[field.key] ?? null) : null
    const fault = findValueFault(field, value)
    if (fault !== null) return fault
  }
  return null
}

function findValueFault({ key, label, type, options, required }: FormField, value: Json): Refusal | null {
  const facts = { label, field: `response.${key}` }
  if (value === null || value === '') {
    return required ? refusal('E_REQUIRED', 'form_value_missing', facts) : null
  }
  const isFit =
    type === 'choice'
      ? typeof value === 'string' && (options ?? []).includes(value)
      : typeof value === wordOf[type]
  if (isFit) return null
  return type === 'choice'
    ? refusal('E_TYPE', 'form_choice_invalid', { ...facts, options: (options ?? []).join(', ') })
    : refusal('E_TYPE', 'form_value_invalid', { ...facts, type })
}

const wordOf = { text: 'string', number: 'number', boolean: 'boolean' } as const
