import type { FormField } from '#shared/model/approval.ts'
import type { Json } from '#shared/model/json.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'

/** The first thing that keeps these values from filling the form, or null. */
export function findFormFault(form: readonly FormField[], values: Json): Refusal | null {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    return refusal('E_REQUIRED', 'This gate asks for the values of its form.', 'Send them by key.', {
      field: 'response',
    })
  }
  const stranger = Object.keys(values).find((key) => !form.some((field) => field.key === key))
  if (stranger !== undefined) {
    return refusal('E_UNKNOWN_FIELD', `The form has no field ${stranger}.`, 'Send only its fields.', {
      field: `response.${stranger}`,
    })
  }
  for (const field of form) {
    const value = Object.hasOwn(values, field.key) ? (values[field.key] ?? null) : null
    const fault = findValueFault(field, value)
    if (fault !== null) return fault
  }
  return null
}

function findValueFault({ key, label, type, options, required }: FormField, value: Json): Refusal | null {
  const where = { field: `response.${key}` }
  if (value === null || value === '') {
    return required ? refusal('E_REQUIRED', `“${label}” is missing.`, 'Fill it in.', where) : null
  }
  const isFit =
    type === 'choice'
      ? typeof value === 'string' && (options ?? []).includes(value)
      : typeof value === wordOf[type]
  if (isFit) return null
  const wanted = type === 'choice' ? `one of: ${(options ?? []).join(', ')}` : `a ${type}`
  return refusal('E_TYPE', `“${label}” must be ${wanted}.`, 'Correct it.', where)
}

const wordOf = { text: 'string', number: 'number', boolean: 'boolean' } as const
