import type { JsonSchema, Section } from './file-schemas.ts'
import { table } from './markdown.ts'

/** Sections as tables, each field with its type, default and meaning. */
export const describeSections = (sections: readonly Section[]): string =>
  sections.map((section) => `## ${section.title}\n\n${fieldTable(section, sections)}`).join('\n\n')

function fieldTable({ schema }: Section, sections: readonly Section[]): string {
  const required = new Set(schema.required ?? [])
  const rows = Object.entries(schema.properties ?? {}).map(([name, field]) => [
    `\`${name}\``,
    linked(field, sections) ?? typeOf(field),
    required.has(name) ? 'required' : defaultOf(field),
    field.description ?? '',
  ])
  return table(['Field', 'Type', 'Default', 'Meaning'], rows)
}

/** An object with a section of its own, or a list of these. */
function linked(field: JsonSchema, sections: readonly Section[]): string | null {
  const content = JSON.stringify(field.items?.properties ?? field.properties ?? null)
  const section = sections.find(({ schema }) => JSON.stringify(schema.properties) === content)
  if (section === undefined) return null
  const link = `[${section.title}](#${section.title.toLowerCase().replaceAll(' ', '-')})`
  return field.items === undefined ? link : `list of ${link}`
}

function typeOf(field: JsonSchema): string {
  if (field.const !== undefined) return `\`"${field.const}"\``
  if (field.enum !== undefined) return field.enum.map((each) => `\`"${each}"\``).join(', ')
  if (field.type === 'array') return field.items === undefined ? 'list' : `list of ${typeOf(field.items)}`
  if (field.anyOf !== undefined)
    return [
      ...new Set(
        field.anyOf.filter(({ pattern, type }) => pattern === undefined || type !== undefined).map(typeOf),
      ),
    ].join(' or ')
  if (field.oneOf !== undefined) return 'object'
  if (field.type === 'integer' || field.type === 'number') return `${field.type}${boundsOf(field)}`
  if (field.format === 'date-time') return 'date-time'
  return field.type ?? 'any'
}

/** A bound that only keeps numbers safe says nothing to a reader. */
function boundsOf({ minimum, maximum }: JsonSchema): string {
  const isBounded = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER
  if (isBounded) return `, ${count(minimum ?? 0)} to ${count(maximum)}`
  return minimum === undefined || minimum === 0 ? '' : `, from ${count(minimum)}`
}

const count = (value: number): string => value.toLocaleString('en')

function defaultOf({ default: value }: JsonSchema): string {
  if (value === undefined || (typeof value === 'object' && Object.keys(value ?? {}).length === 0)) return ''
  return `\`${JSON.stringify(value)}\``
}
