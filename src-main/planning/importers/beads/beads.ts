import type { Refusal } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { parseJsonText } from '../../text/json-text.ts'
import { type Draft, importOnly } from '../draft.ts'
import {
  type FieldRule,
  type Fields,
  idOf,
  isFields,
  noteOtherFields,
  readField,
  readIsDone,
  readList,
} from '../fields.ts'
import { baseName } from '../names.ts'
import type { Format, Imported, Source } from '../source.ts'
import { createWarnings, nameKind, quote, type Warnings, warningText } from '../warnings.ts'
import {
  dueAt,
  estimate,
  type Issue,
  isTombstone,
  knownFields,
  priority,
  readDescription,
  readIssues,
  readTags,
  readTitle,
  status,
  type,
} from './beads-fields.ts'

/**
 * Reads beads issues, one JSON object per line: `.beads/issues.jsonl`. Skips deleted issues; an issue with children
 * becomes a group.
 * https://github.com/steveyegge/beads
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

function draftOf(issue: Issue, { known, deleted, warnings }: Reading): Draft {
  const { key, where } = issue
  const { dependsOn, parent, condition } = readEdges(issue, { known, deleted, warnings })
  const read = <T>(rule: FieldRule<T>) => readField(issue, rule, warnings)
  const estimateMs = read(estimate)
  const isDone = readIsDone(issue, status, warnings)
  read(type)
  noteOtherFields(issue, knownFields, warnings)
  return {
    key,
    where,
    title: readTitle(issue, warnings),
    description: readDescription(issue, warnings),
    dependsOn,
    parent,
    isDone,
    priority: read(priority),
    tags: readTags(issue, warnings),
    dueAt: read(dueAt),
    ...(condition !== null && { condition }),
    ...(estimateMs !== null && { estimateMs }),
  }
}

function noteDeleted(tombstones: readonly Issue[], warnings: Warnings): void {
  const describe = warningText.beads.deleted
  for (const { key, where } of tombstones) warnings.sum({ code: 'deleted_in_source', key, where, describe })
}

const maxLinesLookedAt = 200
const maxLineLookedAt = 1_000_000

/** True if one of the first lines is an issue, whatever the other lines contain. */
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
  title: words.importFormats.beads,
  detect: ({ text, json }) => {
    if (text === null || !isBeads(text)) return false
    // A multi-line JSON value may contain a line that looks like an issue.
    const parsed = json()
    return !parsed.ok || looksLikeIssue(parsed.value)
  },
  read,
}

interface Edges {
  readonly dependsOn: readonly string[]
  readonly parent: string | null
  readonly condition: 'failure' | null
}

interface Reading {
  /** Ids of issues that are not deleted. */
  readonly known: ReadonlySet<string>
  readonly deleted: ReadonlySet<string>
  readonly warnings: Warnings
}

/** Edge types that become dependencies. Other types only cause a warning. */
const blocking: ReadonlySet<string> = new Set(['blocks', 'conditional-blocks', 'waits-for'])

/** Reads the dependencies and parent of an issue, and whether it runs only after a failure. */
function readEdges(issue: Issue, reading: Reading): Edges {
  const edges = listWritten(issue, reading).filter(({ to }) => !isDeleted(issue, to, reading))
  const ofType = (type: string) => edges.filter((edge) => edge.type === type).map(({ to }) => to)
  noteOthers(issue, edges, reading.warnings)
  const dependsOn = edges.filter(({ type }) => blocking.has(type)).map(({ to }) => to)
  const failing = ofType('conditional-blocks').filter((to) => reading.known.has(to) && to !== issue.key)
  if (failing.length > 0) noteCondition(issue, dependsOn.length > failing.length, reading.warnings)
  const [parent = null, ...others] = new Set(ofType('parent-child'))
  if (others.length > 0) {
    const left = others.slice(0, 5).map(quote).join(', ')
    reading.warnings.add(
      'several_parents',
      issue.where,
      warningText.beads.severalParents(quote(parent ?? ''), left),
    )
  }
  return { dependsOn, parent, condition: failing.length > 0 ? 'failure' : null }
}

interface Edge {
  readonly type: string
  readonly to: string
}

const listWritten = (issue: Issue, { warnings }: Reading): Edge[] =>
  readList(issue, 'dependencies', warnings).flatMap((item) => {
    if (isFields(item)) return readOne(issue, item, warnings)
    warnings.add('dependency_not_an_object', issue.where, warningText.dependencyNotAnObject(nameKind(item)))
    return []
  })

function readOne(issue: Issue, item: Fields, warnings: Warnings): Edge[] {
  const to = idOf(item.depends_on_id)
  if (to === null) {
    warnings.add('dependency_not_an_id', issue.where, warningText.beads.dependencyWithoutId)
    return []
  }
  const from = idOf(item.issue_id)
  if (from !== null && from !== issue.key) {
    const describe = warningText.beads.issueMismatch
    warnings.sum({ code: 'issue_mismatch', key: issue.key, where: issue.where, describe })
  }
  if (typeof item.type === 'string' && item.type !== '') return [{ type: item.type, to }]
  const describe = warningText.beads.missingType
  warnings.sum({ code: 'missing_edge_type', key: issue.key, where: issue.where, describe })
  return [{ type: 'blocks', to }]
}

function isDeleted({ key, where }: Issue, to: string, { known, deleted, warnings }: Reading): boolean {
  if (known.has(to) || !deleted.has(to)) return false
  warnings.sum({ code: 'deleted_dependency', key, where, describe: warningText.beads.deletedDependency })
  return true
}

function noteOthers({ key, where }: Issue, edges: readonly Edge[], warnings: Warnings): void {
  for (const type of new Set(edges.map((edge) => edge.type))) {
    if (blocking.has(type) || type === 'parent-child') continue
    const describe = (who: string) => warningText.beads.notADependency(quote(type), who)
    warnings.sum({ code: 'not_a_dependency', about: type, key, where, describe })
  }
}

/**
 * Warns that the condition became `failure`, the nearest equivalent in a plan. A failure of any dependency meets this
 * condition.
 */
function noteCondition({ key, where }: Issue, isMixed: boolean, warnings: Warnings): void {
  const describe = isMixed ? warningText.beads.runsOnAnyFailure : warningText.beads.runsOnFailure
  warnings.sum({ code: 'runs_on_failure', about: isMixed ? 'mixed' : 'plain', key, where, describe })
}
