import { stringify } from 'yaml'
import { buildRequestSchema } from '#shared/contract/compat/seed.ts'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { planOfRequest } from '#shared/plan-file/read-plan.ts'
import { requestOf } from '#shared/plan-file/write-plan.ts'
import { describeIssue } from '#shared/words/issue-text.ts'
import { words } from '#shared/words/words.ts'
import { isEqual } from '../diff/diff-plans.ts'
import { withSameTasks } from '../edits/plan-settings.ts'
import { readValue, type SourceFormat, type SourceValue } from './source-value.ts'
import { lineOfPath } from './task-lines.ts'
import { lineAt, type TextFault } from './text-fault.ts'

/** Text of the plan file, identical to an export in this format. */
export function writeSource(document: PlanDraft, format: SourceFormat): string {
  const request = requestOf(document)
  return format === 'json'
    ? `${JSON.stringify(request, null, 2)}\n`
    : stringify(request, { aliasDuplicateObjects: false, lineWidth: 0 })
}

/** Line numbers start at 1. */
export interface SourceFault {
  readonly line: number
  readonly message: string
  /** Absent: the complete line. */
  readonly range?: { readonly from: number; readonly to: number }
}

type SourceReading =
  | { readonly ok: true; readonly document: PlanDraft }
  | { readonly ok: false; readonly fault: SourceFault }

/** Parses a plan from text. Parts that a plan file cannot hold are taken from `before`. */
export const readSource = (text: string, format: SourceFormat, before: PlanDraft): SourceReading =>
  planOfValue(readValue(text, format), text, before)

/** Second step of `readSource`: converts the parsed value into a plan. */
export function planOfValue(read: SourceValue, text: string, before: PlanDraft): SourceReading {
  if ('fault' in read) return { ok: false, fault: inWords(read.fault, text) }
  const parsed = buildRequestSchema.safeParse(read.value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const path = issue?.path ?? []
    const unknown = issue?.code === 'unrecognized_keys' ? issue.keys : []
    const line = lineOfPath(text, [...path, ...unknown.slice(0, 1)])
    const message = words.source.misfit(
      line,
      `${placeOf([...path, ...unknown])}${describeIssue(issue?.message ?? '')}`,
    )
    return { ok: false, fault: { line, message } }
  }
  const plan = planOfRequest(parsed.data, parsed.data.project_folder ?? null)
  const rest = { crew: before.crew, source: before.source }
  return { ok: true, document: reuse({ ...plan, ...rest }, before) }
}

function inWords({ kind, from, to, found, opened = from }: TextFault, text: string): SourceFault {
  const line = lineAt(text, from)
  const message = words.source.faults[kind]({
    line,
    found,
    opened: { line: lineAt(text, opened), sign: text[opened] ?? '' },
  })
  return { line, message, range: { from, to } }
}

function placeOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return ''
  const words = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
  return `${words.replace(/^\./, '')}: `
}

/** Reuses unchanged tasks, and the plan itself if nothing changed, to avoid needless renders and saves. */
function reuse(after: PlanDraft, before: PlanDraft): PlanDraft {
  const same = withSameTasks(before, after)
  const { tasks } = same
  const isSame =
    tasks.length === before.tasks.length &&
    tasks.every((task, at) => task === before.tasks[at]) &&
    isEqual({ ...after, tasks: [] }, { ...before, tasks: [] })
  return isSame ? before : same
}

const known = new WeakMap<PlanDraft, Map<SourceFormat, string>>()

/** Remembers the text that a plan was parsed from. While the plan is unchanged, its text keeps comments and order. */
export function rememberText(document: PlanDraft, format: SourceFormat, text: string): void {
  known.set(document, new Map(known.get(document)).set(format, text))
}

/** The text that a plan was parsed from, otherwise newly written text. */
export function textOfPlan(document: PlanDraft, format: SourceFormat): string {
  const before = known.get(document)?.get(format)
  if (before !== undefined) return before
  const text = writeSource(document, format)
  rememberText(document, format, text)
  return text
}
