import { jsonLanguage } from '@codemirror/lang-json'
import { parseDocument, stringify } from 'yaml'
import { buildRequestSchema } from '#shared/contract/seed.ts'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { planOfRequest } from '#shared/plan-file/read-plan.ts'
import { requestOf } from '#shared/plan-file/write-plan.ts'
import { isEqual } from '../plan-diff/is-equal.ts'
import { lineOfPath } from './places.ts'

export const sourceFormats = ['json', 'yaml'] as const
export type SourceFormat = (typeof sourceFormats)[number]

/** The plan file: the same text as the export of this format. */
export function writeSource(document: PlanDraft, format: SourceFormat): string {
  const request = requestOf(document)
  return format === 'json'
    ? `${JSON.stringify(request, null, 2)}\n`
    : stringify(request, { aliasDuplicateObjects: false, lineWidth: 0 })
}

/** Lines count from 1. */
export interface SourceFault {
  readonly line: number
  readonly message: string
}

export type SourceReading =
  | { readonly ok: true; readonly document: PlanDraft }
  | { readonly ok: false; readonly fault: SourceFault }

/** What a text says of a plan; what a plan file has no place for stays as it is in `before`. */
export function readSource(text: string, format: SourceFormat, before: PlanDraft): SourceReading {
  const value = format === 'json' ? readJson(text) : readYaml(text)
  if ('fault' in value) return { ok: false, fault: value.fault }
  const parsed = buildRequestSchema.safeParse(value.value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const path = issue?.path ?? []
    const unknown = issue?.code === 'unrecognized_keys' ? issue.keys : []
    const message = `${placeOf([...path, ...unknown])}${issue?.message ?? ''}`
    return { ok: false, fault: { line: lineOfPath(text, [...path, ...unknown.slice(0, 1)]), message } }
  }
  const plan = planOfRequest(parsed.data, parsed.data.project_folder ?? null)
  const rest = { crew: before.crew, source: before.source }
  return { ok: true, document: reuse({ ...plan, ...rest }, before) }
}

type Read = { readonly value: unknown } | { readonly fault: SourceFault }

function readJson(text: string): Read {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { fault: { line: lineCount(text.slice(0, findFault(text))), message } }
  }
}

/** Where a reader that goes on after a fault meets the first; the browser's own does not say. */
function findFault(text: string): number {
  let at = text.trimEnd().length
  jsonLanguage.parser.parse(text).iterate({
    enter: ({ type, from }) => {
      if (type.isError) at = Math.min(at, from)
    },
  })
  return at
}

function readYaml(text: string): Read {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error', uniqueKeys: false })
  const [wrong] = document.errors
  if (wrong !== undefined) {
    return { fault: { line: lineCount(text.slice(0, wrong.pos[0])), message: wrong.message } }
  }
  return { value: document.toJS({ maxAliasCount: 1000 }) }
}

const lineCount = (text: string): number => text.split('\n').length

function placeOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return ''
  const words = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
  return `${words.replace(/^\./, '')}: `
}

/** Tasks that did not change stay the same objects, and so does the plan: nothing is drawn or saved for nothing. */
function reuse(after: PlanDraft, before: PlanDraft): PlanDraft {
  const known = new Map(before.tasks.map((task) => [task.key, task]))
  const tasks = after.tasks.map((task) => {
    const was = known.get(task.key)
    return was !== undefined && isEqual(was, task) ? was : task
  })
  const isSame =
    tasks.length === before.tasks.length &&
    tasks.every((task, at) => task === before.tasks[at]) &&
    isEqual({ ...after, tasks: [] }, { ...before, tasks: [] })
  return isSame ? before : { ...after, tasks }
}
