import { buildRequestSchema } from '#shared/contract/compat/seed.ts'
import type { Refusal } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import { parseJsonText } from './json-text.ts'
import { parseYamlText } from './yaml-text.ts'

/** A plan of 10,000 tasks has about 5 million characters. */
const limits = { maxLength: 8_000_000, maxNodes: 2_000_000 }

/**
 * Parses a plan file of Switchyard, in JSON or YAML, without checking its fields. Null for any other file. `json`
 * parses the text as JSON; a caller that already has this result can share it.
 */
export function parseOwnPlan(
  text: string,
  json: () => Result<unknown, Refusal> = () => parseJsonText(text),
): Result<unknown, Refusal> | null {
  if (isMeantAsYaml(text)) return parseYamlText(text, limits)
  if (!/^\uFEFF?\s*\{/.test(text)) return null
  const parsed = json()
  return parsed.ok && isOwn(parsed.value) ? parsed : null
}

/**
 * Accepts a plan file even if its tasks use another name. It is then refused with that reason instead of being read as
 * another tool's file.
 */
const isOwn = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (('plan_id' in value && ('tasks' in value || 'task' in value)) ||
    ('tasks' in value && isListOfOwn(value.tasks)))

const isListOfOwn = (tasks: unknown): boolean =>
  Array.isArray(tasks) && tasks.some((task) => typeof task === 'object' && task !== null && 'task_id' in task)

const names = Object.keys(buildRequestSchema.shape).join('|').replaceAll('$', '\\$')
const firstField = new RegExp(`^\\uFEFF?(?:(?:#|%|---).*\\r?\\n|\\s*\\n)*(?:${names})[ \\t]*:`)

/** Whether the first field belongs to a plan, and `plan_id` and `tasks` or `task` are present. */
const isMeantAsYaml = (text: string): boolean =>
  firstField.test(text.slice(0, 20_000)) && /^plan_id[ \t]*:/m.test(text) && /^tasks?[ \t]*:/m.test(text)
