import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { hoverTooltip } from '@codemirror/view'
import { words } from '#shared/words/words.ts'
import { fieldIn, fieldsIn, type SchemaField } from '../../../entities/plans/source/schema-fields.ts'
import type { SourceFormat } from '../../../entities/plans/source/source-value.ts'
import { contextAt } from '../../../entities/plans/source/task-lines.ts'

const nameHere = /^\s*(?:- +)?"?([\w-]*)$/
const valueHere = /"?([\w-]+)"?\s*:\s*"?([\w-]*)$/

const listHere = /"?([\w-]+)"?\s*:\s*\[(?:[^\]]*,)?\s*"?([\w-]*)$/

export interface KnownWords {
  /** Keys of the tasks in the plan. */
  readonly listKeys: () => readonly string[]
  /** Skills of the configured agents. */
  readonly listSkills: () => readonly string[]
}

/** Completions at the cursor: fields, values, task keys and skills. */
export const completeSource =
  (format: SourceFormat, { listKeys, listSkills }: KnownWords) =>
  (context: CompletionContext): CompletionResult | null => {
    const { state, pos } = context
    const wordsOf = (field: string | number | undefined) =>
      field === 'depends_on' ? listKeys : field === 'required_skills' ? listSkills : null
    const line = state.doc.lineAt(pos)
    const before = line.text.slice(0, pos - line.from)
    const inside = () => contextAt(linesUpTo(state.doc.toString(), line.number), line.number - 1)
    const value = valueHere.exec(before)
    if (value !== null) {
      const [, name = '', typed = ''] = value
      const field = fieldIn(inside(), name)
      const choices = name === 'parent' ? listKeys() : (field?.choices ?? [])
      return choices.length === 0 ? null : { from: pos - typed.length, options: choices.map(wordOf) }
    }
    const [, list, begun = ''] = listHere.exec(before) ?? []
    const listed = wordsOf(list)
    if (listed !== null) return { from: pos - begun.length, options: listed().map(wordOf) }
    const typed = nameHere.exec(before)?.[1]
    if (typed === undefined || (typed === '' && !context.explicit)) return null
    const place = inside()
    const from = pos - typed.length
    const items = wordsOf(place.at(-1))
    if (items !== null) return { from, options: items().map(wordOf) }
    const isQuoted = before[from - line.from - 1] === '"'
    return { from, options: fieldsIn(place).map((field) => fieldOption(field, { format, isQuoted })) }
  }

const linesUpTo = (text: string, line: number): string[] => text.split('\n', line)

const wordOf = (label: string): Completion => ({ label, type: 'constant' })

function fieldOption(
  { name, type, isRequired }: SchemaField,
  { format, isQuoted }: { readonly format: SourceFormat; readonly isQuoted: boolean },
): Completion {
  const apply = format === 'yaml' ? `${name}: ` : isQuoted ? name : `"${name}": `
  const detail = isRequired ? `${type}, ${words.source.required}` : type
  return { label: name, type: 'property', detail, apply, boost: isRequired ? 1 : 0 }
}

/** Tooltip that explains a field when the pointer is over its name. */
export const explainFields = hoverTooltip((view, pos) => {
  const line = view.state.doc.lineAt(pos)
  const match = /^(\s*(?:- +)?"?)([\w-]+)"?\s*:/.exec(line.text)
  const [, lead = '', name = ''] = match ?? []
  const from = line.from + lead.length
  if (match === null || pos < from || pos > from + name.length) return null
  const lines = linesUpTo(view.state.doc.toString(), line.number)
  const field = fieldIn(contextAt(lines, line.number - 1), name)
  if (field === undefined) return null
  return { pos: from, end: from + name.length, create: () => ({ dom: hintOf(field) }) }
})

function hintOf({ name, type, isRequired, choices }: SchemaField): HTMLElement {
  const dom = document.createElement('div')
  dom.className = 'cm-hint'
  const facts = [type, ...(isRequired ? [words.source.required] : [])].join(', ')
  const rest = choices.length === 0 ? '' : `. ${words.source.choices(choices)}`
  dom.textContent = `${name}: ${facts}${rest}`
  return dom
}
