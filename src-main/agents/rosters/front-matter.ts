import { parseYamlText } from '../../planning/text/yaml-text.ts'
import { type Fields, isFields } from './text.ts'

export interface FrontMatter {
  readonly fields: Fields
  /** What follows it. */
  readonly body: string
  /** Why strict YAML refused it, so that it was read line by line; null where it did not. */
  readonly fault: string | null
}

/** The block between `---` and `---` at the head of a file, and the rest; null where there is none. */
export function splitFrontMatter(text: string): { readonly head: string; readonly body: string } | null {
  const [first = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  if (first.trimEnd() !== '---') return null
  const end = lines.findIndex((line) => line.trimEnd() === '---')
  if (end < 0) return null
  return { head: lines.slice(0, end).join('\n'), body: lines.slice(end + 1).join('\n') }
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
  if (!parsed.ok) return { fields: readLines(head), body, fault: parsed.error.message }
  return isFields(parsed.value) ? { fields: parsed.value, body, fault: null } : null
}

const maxLines = 2000
const fieldPattern = /^([A-Za-z_][\w-]{0,63})[ \t]*:(?:[ \t]+(.*))?$/

/** `name: value` at the beginning of a line, with the indented lines and `- items` below it. The first of a name holds. */
function readLines(head: string): Fields {
  const found = new Map<string, { readonly value: string; readonly below: string[] }>()
  let current: string[] = []
  for (const line of head.split('\n').slice(0, maxLines)) {
    const [, name, value = ''] = fieldPattern.exec(line) ?? []
    if (name === undefined) {
      if (/^(?:\s|- )/.test(line)) current.push(line.trim())
      continue
    }
    current = []
    if (!found.has(name)) found.set(name, { value: value.trim(), below: current })
  }
  return Object.fromEntries([...found].map(([name, { value, below }]) => [name, readValue(value, below)]))
}

function readValue(value: string, below: readonly string[]): unknown {
  if (value === '' && below.length === 0) return null
  if (value === '' && below.every((line) => line === '-' || line.startsWith('- '))) {
    return below.map((line) => unquote(line.slice(1).trim())).filter((item) => item !== '')
  }
  if (value.startsWith('[') && value.endsWith(']')) {
    return value
      .slice(1, -1)
      .split(',')
      .map((item) => unquote(item.trim()))
      .filter((item) => item !== '')
  }
  const isBlock = /^[|>][+-]?\d?$/.test(value)
  const lines = isBlock ? below : [value, ...below]
  return unquote(lines.join(value.startsWith('|') ? '\n' : ' '))
}

function unquote(text: string): string {
  const quote = text.at(0)
  const isQuoted = text.length >= 2 && (quote === '"' || quote === "'") && text.at(-1) === quote
  return isQuoted ? text.slice(1, -1) : text
}
