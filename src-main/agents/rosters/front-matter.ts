import { type Fields, isFields } from '../../planning/importers/fields.ts'
import { readFieldLines, splitFrontMatter } from '../../planning/importers/front-matter.ts'
import { parseYamlText } from '../../planning/text/yaml-text.ts'

export interface FrontMatter {
  readonly fields: Fields
  /** What follows it. */
  readonly body: string
  /** Why strict YAML refused it, so that it was read line by line; null where it did not. */
  readonly fault: string | null
}

/**
 * Reads front matter as YAML and, where that refuses it, line by line: its own tool accepts `description: Use when: …`,
 * which is not YAML. Null where there is none, or where it is not names with values.
 */
export function readFrontMatter(text: string): FrontMatter | null {
  const parts = splitFrontMatter(text)
  if (parts === null) return null
  const { head, body } = parts
  const parsed = parseYamlText(head)
  if (parsed.ok) return isFields(parsed.value) ? { fields: parsed.value, body, fault: null } : null
  const lines = [...readFieldLines(head)].map(([name, value]) => [name, value === '' ? null : value])
  return { fields: Object.fromEntries(lines), body, fault: parsed.error.message }
}
