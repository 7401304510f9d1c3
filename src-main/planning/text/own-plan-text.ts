import { buildRequestSchema } from '#shared/contract/compat/seed.ts'
import type { Refusal } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import { parseJsonText } from './json-text.ts'
import { parseYamlText } from './yaml-text.ts'

/** A plan of 10,000 tasks has about five million characters. */
const limits = { maxLength: 8_000_000, maxNodes: 2_000_000 }

/**
 * The value of a plan file of Switchyard, JSON or YAML, whose fields are not looked at yet; null for any other file. `json`
 * is how the text is read as JSON, for who reads it on when it is another file.
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
 * A plan file whose tasks have another name is refused with that reason, instead of being read as a file of another
 * tool.
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

/** Its first field is one of a plan, and so are two others further down. */
const isMeantAsYaml = (text: string): boolean =>
  firstField.test(text.slice(0, 20_000)) && /^plan_id[ \t]*:/m.test(text) && /^tasks?[ \t]*:/m.test(text)
