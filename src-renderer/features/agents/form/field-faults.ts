import type { AgentKind } from '#shared/model/agents/agent.ts'
import type { FieldFault } from './agent-draft.ts'
import { configFields } from './config.ts'

const ownFields = ['id', 'name', 'description', 'skills', 'capacity', 'price', 'effectClass']

/** The fields that show a fault. */
const listFields = (kind: AgentKind): string[] => [
  ...ownFields,
  ...configFields[kind].map((key) => `config.${key}`),
  'config',
]

/** The field of a refusal as a form of one agent names it; null: it is of none. */
export function fieldOf(refused: string | null): string | null {
  if (refused === null) return null
  return refused.replace(/^agents\[0\]\.?/, '')
}

/** The fault without its place, because it is shown at its field. Names in it stay unchanged. */
export const withoutPlace = (message: string): string =>
  message.replace(/^.* does not fit: /, '').replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase())

/** Which field of the form shows it: itself, or the one that it is a part of; null: none does. */
export function placeOf(fault: FieldFault | null, kind: AgentKind): string | null {
  if (fault === null) return null
  const { field } = fault
  return listFields(kind).find((each) => isPartOf(field, each)) ?? null
}

const isPartOf = (field: string, whole: string): boolean =>
  field === whole || field.startsWith(`${whole}.`) || field.startsWith(`${whole}[`)
