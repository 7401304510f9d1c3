import type { Refusal } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import { parseJsonText } from '../../text/json-text.ts'
import { type Draft, importOnly } from '../draft.ts'
import { isFields } from '../fields.ts'
import type { Format, Imported } from '../imported.ts'
import { baseName } from '../names.ts'
import type { Source } from '../source.ts'
import { createWarnings, type Warnings } from '../warnings.ts'
import { readEdges } from './beads-edges.ts'
import {
  noteOtherFields,
  noteType,
  readDescription,
  readDueAt,
  readEstimate,
  readIsDone,
  readPriority,
  readTags,
  readTitle,
} from './beads-fields.ts'
import { type Issue, isTombstone, readIssues } from './beads-issues.ts'

/**
 * Issues of beads, one JSON object a line: `.beads/issues.jsonl`. What is deleted there is left out; an issue with parts
 * becomes a group of them. https://github.com/steveyegge/beads
 */
function read({ text, name }: Source): Result<Imported, Refusal> {
  const list = createWarnings()
  const warnings = list.about('file')
  const found = readIssues(text ?? '', warnings)
  const issues = found.filter((issue) => !isTombstone(issue))
  const deleted = new Set(found.filter(isTombstone).map(({ key }) => key))
  noteDeleted(found.filter(isTombstone), warnings)
  const known = new Set(issues.map(({ key }) => key))
  const drafts = issues.map((issue) => draftOf(issue, { known, deleted, warnings }))
  return importOnly({ format: 'beads', name: baseName(name), drafts, list, warnings })
}

interface Reading {
  readonly known: ReadonlySet<string>
  readonly deleted: ReadonlySet<string>
  readonly warnings: Warnings
}

function draftOf(issue: Issue, { known, deleted, warnings }: Reading): Draft {
  const { key, where } = issue
  const { dependsOn, parent, condition } = readEdges(issue, { known, deleted, warnings })
  const estimateMs = readEstimate(issue, warnings)
  const isDone = readIsDone(issue, warnings)
  noteType(issue, warnings)
  noteOtherFields(issue, warnings)
  return {
    key,
    where,
    title: readTitle(issue, warnings),
    description: readDescription(issue, warnings),
    dependsOn,
    parent,
    isDone,
    priority: readPriority(issue, warnings),
    tags: readTags(issue, warnings),
    dueAt: readDueAt(issue, warnings),
    ...(condition !== null && { condition }),
    ...(estimateMs !== null && { estimateMs }),
  }
}

function noteDeleted(tombstones: readonly Issue[], warnings: Warnings): void {
  const say = (who: string) => `The file marks ${who} as deleted; that was left out.`
  for (const { key, where } of tombstones) warnings.sum({ code: 'deleted_in_source', key, where, say })
}

const maxLinesLookedAt = 200
const maxLineLookedAt = 1_000_000

/** One of the first lines is an issue: what else may stand there is no reason to refuse all of them. */
function isBeads(text: string): boolean {
  let at = 0
  for (let line = 0; line < maxLinesLookedAt && at < text.length; line += 1) {
    const end = text.indexOf('\n', at)
    const next = end < 0 ? text.length : end
    if (next - at <= maxLineLookedAt && isIssueLine(text.slice(at, next).trim())) return true
    at = next + 1
  }
  return false
}

function isIssueLine(line: string): boolean {
  if (!line.startsWith('{') || !line.endsWith('}')) return false
  const parsed = parseJsonText(line)
  return parsed.ok && looksLikeIssue(parsed.value)
}

function looksLikeIssue(value: unknown): boolean {
  if (!isFields(value)) return false
  const { _type, id, title, status, priority, issue_type, created_at } = value
  if (typeof id !== 'string' || typeof title !== 'string') return false
  if (_type !== undefined) return _type === 'issue'
  const isText = [status, issue_type, created_at].map((field) => typeof field === 'string')
  return [...isText, typeof priority === 'number'].filter(Boolean).length >= 2
}

export const beads: Format = {
  source: 'beads',
  title: 'beads (issues.jsonl)',
  detect: ({ text, json }) => {
    if (text === null || !isBeads(text)) return false
    // One JSON value over several lines may have a line that looks like an issue.
    const parsed = json()
    return !parsed.ok || looksLikeIssue(parsed.value)
  },
  read,
}
