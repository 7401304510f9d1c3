import type { AgentKind } from '#shared/model/agents/agent.ts'
import type { FieldFault } from './agent-draft.ts'
import { configFields } from './config.ts'

const ownFields = ['id', 'name', 'description', 'skills', 'capacity', 'price', 'effectClass']

/** Fields that can show an error. */
const listFields = (kind: AgentKind): string[] => [
  ...ownFields,
  ...configFields[kind].map((key) => `config.${key}`),
  'config',
]

/** Converts the field of a server refusal to the field name in the form; null if the refusal has no field. */
export function fieldOf(refused: string | null): string | null {
  if (refused === null) return null
  return refused.replace(/^agents\[0\]\.?/, '')
}

/** The message without its path, because the error is shown at the field. Names in the message stay unchanged. */
export const withoutPlace = (message: string): string =>
  message.replace(/^.* does not fit: /, '').replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase())

/** The form field that shows an error: the field itself or the field that contains it; null if there is none. */
export function placeOf(fault: FieldFault | null, kind: AgentKind): string | null {
  if (fault === null) return null
  const { field } = fault
  return listFields(kind).find((each) => isPartOf(field, each)) ?? null
}

const isPartOf = (field: string, whole: string): boolean =>
  field === whole || field.startsWith(`${whole}.`) || field.startsWith(`${whole}[`)
