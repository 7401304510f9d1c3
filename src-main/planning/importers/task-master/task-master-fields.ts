import type { Priority } from '#shared/model/task-definition.ts'
import { titleOf } from '#shared/plan-file/read-plan.ts'
import { firstCharacters } from '#shared/text/clip.ts'
import { words as catalogue } from '#shared/words/words.ts'
import { joinSections } from '../description.ts'
import { isEmpty, isMissing, noteOtherFields, priorityRule, readField, wordRule } from '../fields.ts'

import { skillOf } from '../texts.ts'

import {
  type Finding,
  type LostStatus,
  lostStatuses,
  nameKind,
  quote,
  type Warnings,
  warningText,
} from '../warnings.ts'

import type { Entry } from './task-master-entries.ts'

const importedTexts = catalogue.importedTexts

const maxTitle = 200
const maxWord = 64

/** Title on one line. Without a title: the start of the description, or a name derived from the key. */
export function readTitle(entry: Entry, warnings: Warnings): string {
  const { title, description } = entry.fields
  const whole = textOf(title) ?? ''
  const written = firstCharacters(whole, maxTitle + 1).replaceAll(/\s+/g, ' ')
  if (typeof title === 'number') warnings.add(...asText(entry, 'title', title))
  if (whole.length > maxTitle) {
    warnings.add('long_title', entry.where, warningText.longTitleCharacters(whole.length))
    return `${firstCharacters(written, maxTitle - 1)}…`
  }
  if (written !== '') return written
  const fallback =
    titleOf(textOf(description) ?? '').toWellFormed() ||
    (entry.parent === null ? importedTexts.task(entry.key) : importedTexts.subtask(entry.key))
  warnings.add('missing_title', entry.where, warningText.titleFrom(quote(fallback)))
  return fallback
}

const asText = ({ where }: Entry, name: string, value: number): [string, string, string] => [
  'not_a_text',
  where,
  warningText.numberAsText(name, value),
]

/** All text that describes the work: description, details, test strategy, acceptance criteria, text subtasks. */
export function readDescription(entry: Entry, warnings: Warnings): string {
  const title = textOf(entry.fields.title) ?? ''
  return joinSections([
    ['', title.length > maxTitle ? title : null],
    ['', readText(entry, 'description', warnings)],
    [importedTexts.details, readText(entry, 'details', warnings)],
    [importedTexts.testStrategy, readText(entry, 'testStrategy', warnings)],
    [importedTexts.acceptance, readText(entry, 'acceptanceCriteria', warnings)],
    [importedTexts.subtasks, entry.texts.map((text) => `- [ ] ${text.trim()}`).join('\n')],
  ])
}

function readText(entry: Entry, name: string, warnings: Warnings): string | null {
  const value = entry.fields[name]
  const text = textOf(value)
  if (name === 'description' && (value === undefined || text === '')) {
    const describe = warningText.missingDescription
    warnings.sum({ code: 'missing_description', ...about(entry), describe })
  }
  if (text !== null || value === undefined) return text
  if (value === null) {
    const describe = (who: string) => warningText.nullText(name, who)
    warnings.sum({ code: 'null_text', about: name, ...about(entry), describe })
    return null
  }
  warnings.add('not_a_text', entry.where, warningText.notAText(name, nameKind(value)))
  return null
}

/** Text of a string, number or boolean, or of a list of strings and numbers; null for anything else. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (!Array.isArray(value)) return null
  const lines: unknown[] = value
  const isPlain = lines.every((line) => typeof line === 'string' || typeof line === 'number')
  return isPlain ? lines.map((line) => `- ${String(line).trim()}`).join('\n') : null
}

/** `inherited` is the priority of the parent task. A subtask without a priority inherits it, as in Task Master. */
export const readPriority = (entry: Entry, inherited: Priority | null, warnings: Warnings): Priority =>
  inherited !== null && isMissing(entry.fields.priority)
    ? inherited
    : readField(entry, priorityRule, warnings)

const statusWords = new Map<string, LostStatus | null>([
  ['pending', null],
  ['todo', null],
  ['to-do', null],
  ['done', lostStatuses.done],
  ['completed', lostStatuses.done],
  ['cancelled', lostStatuses.cancelled],
  ['deferred', lostStatuses.deferred],
  ['in-progress', lostStatuses.started],
  ['review', lostStatuses.inReview],
  ['blocked', lostStatuses.blocked],
])

export const status = wordRule('status', statusWords, 'pending', null)

/** The skills of the record as tokens. */
export function readSkills(entry: Entry, warnings: Warnings): string[] {
  const own = wordsOf(entry, 'skills', warnings).flatMap((word) => {
    const skill = skillOf(word)
    if (skill !== null) return [skill]
    warnings.add('unusable_skill', entry.where, warningText.unusableSkill(quote(word)))
    return []
  })
  return [...new Set(own)]
}

export function readTags(entry: Entry, warnings: Warnings): string[] {
  const words = [...wordsOf(entry, 'tags', warnings), ...wordsOf(entry, 'category', warnings)]
  return [...new Set(words.map((word) => firstCharacters(word.replaceAll(/\s+/g, ' '), maxWord)))]
}

function wordsOf(entry: Entry, name: string, warnings: Warnings): string[] {
  const value = entry.fields[name]
  if (value === undefined || value === null) return []
  const items: unknown[] = Array.isArray(value)
    ? value
    : typeof value === 'string'
      ? value.split(',')
      : [null]
  const words = items.filter((item) => typeof item === 'string').map((item) => item.trim())
  if (words.length < items.length) {
    warnings.add('not_a_text', entry.where, warningText.entryNotAText(name))
  }
  return words.filter((word) => word !== '')
}

const knownFields: ReadonlySet<string> = new Set(
  'id title description status dependencies priority details testStrategy acceptanceCriteria subtasks skills tags category parentTaskId parentId parentTask parent'.split(
    ' ',
  ),
)

/** Warns about fields of the record that a plan cannot hold. */
export function noteFields(entry: Entry, warnings: Warnings): void {
  const { parentTask, parent, parentTaskId, parentId } = entry.fields
  if (![parentTask, parent].every(isEmpty)) {
    const describe = warningText.taskMaster.parentTaskObject
    warnings.sum({ code: 'parent_task_object', ...about(entry), describe })
  }
  noteOtherFields(entry, knownFields, warnings)
  const named = parentTaskId ?? parentId
  if (typeof named !== 'string' && typeof named !== 'number') return
  if (String(named) === entry.parent?.fullId) return
  const describe = warningText.taskMaster.parentMismatch
  warnings.sum({ code: 'parent_mismatch', ...about(entry), describe })
}

const about = ({ key, where }: Entry): Pick<Finding, 'key' | 'where'> => ({ key, where })
