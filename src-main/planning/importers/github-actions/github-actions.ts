import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition, Timeouts } from '#shared/model/task-definition.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { findBehindBranch, hasOwnCondition } from '#shared/task-joins.ts'
import { words } from '#shared/words/words.ts'
import { parseYamlText } from '../../text/yaml-text.ts'
import { titleFrom } from '../description.ts'
import { type Draft, importOnly } from '../draft.ts'
import { type Fields, type FileRecord, idOf, isFields, textOf } from '../fields.ts'
import { baseName, oneLine } from '../names.ts'
import type { Format, Imported, Source } from '../source.ts'
import { createWarnings, nameKind, noteNotKept, quote, type Warnings, warningText } from '../warnings.ts'
import { describeJob } from './github-actions-description.ts'

const maxWallMs = 365 * 86_400_000

/**
 * Reads a GitHub Actions workflow. Jobs become tasks, and `needs` becomes dependencies. Commands, conditions and
 * called workflows become text.
 * https://docs.github.com/actions/reference/workflows-and-actions
 */
function read({ text, name }: Source): Result<Imported, Refusal> {
  const parsed = parseYamlText(text ?? '')
  if (!parsed.ok) return parsed
  const { value } = parsed
  if (!isFields(value) || !isJobs(value.jobs)) return err(notTheFormat)
  const list = createWarnings()
  const warnings = list.about('jobs')
  noteOtherParts(value, warnings)
  const jobs = listJobs(value.jobs ?? {}, warnings)
  const keys = new Map(jobs.map(({ id, key }) => [id, key]))
  const drafts = jobs.map((job) => draftOf(job, { keys, warnings }))
  const title = oneLine(textOf(value.name) ?? baseName(name))
  const found = { format: 'github-actions', name: baseName(name), title, place: 'jobs', drafts } as const
  const imported = importOnly({ ...found, list, warnings })
  if (!imported.ok) return imported
  const plans = imported.value.plans.map((plan) => ({ ...plan, document: joinAll(plan.document) }))
  return ok({ ...imported.value, plans })
}

/** GitHub skips a job without an `if` when any job that it needs was skipped. Such tasks join by `all_succeeded`. */
function joinAll(plan: PlanDocument): PlanDocument {
  const behindBranch = findBehindBranch(plan.tasks)
  const isJoined = (task: TaskDefinition) => behindBranch.has(task.key) && !hasOwnCondition(task)
  return {
    ...plan,
    tasks: plan.tasks.map((task) => (isJoined(task) ? { ...task, join: 'all_succeeded' } : task)),
  }
}

const isJobs = (value: unknown): value is Fields | null | undefined =>
  value === undefined || value === null || isFields(value)

/** A job; `where` is its path, such as `jobs.build`. */
interface Job extends FileRecord {
  /** Id that other jobs use in `needs`. */
  readonly id: string
}

function listJobs(jobs: Fields, warnings: Warnings): Job[] {
  return Object.entries(jobs).flatMap(([id, fields], index) => {
    const key = idOf(id) ?? `job-${index + 1}`
    const where = `jobs.${key}`
    if (key !== id) {
      warnings.add('unusable_id', where, warningText.unusableId(quote(id), key))
    }
    if (isFields(fields)) return [{ id, key, where, fields }]
    warnings.add('not_an_object', where, warningText.notAJob(nameKind(fields)))
    return []
  })
}

interface Reading {
  /** Task keys by job id. */
  readonly keys: ReadonlyMap<string, string>
  readonly warnings: Warnings
}

function draftOf(job: Job, { keys, warnings }: Reading): Draft {
  const { key, where, fields } = job
  const { condition, shown } = readCondition(job, warnings)
  const timeouts = readTimeouts(job, warnings)
  noteOtherFields(job, warnings)
  return {
    key,
    where,
    title: titleFrom(textOf(fields.name) ?? '') || key,
    description: describeJob(job, shown, warnings),
    dependsOn: listNeeds(job, warnings).map((id) => keys.get(id) ?? id),
    ...(condition !== null && { condition }),
    ...(timeouts !== null && { timeouts }),
  }
}

function listNeeds({ fields: { needs }, where }: Job, warnings: Warnings): string[] {
  if (needs === undefined || needs === null) return []
  const items: unknown[] = Array.isArray(needs) ? needs : [needs]
  return items.flatMap((item) => {
    const id = textOf(item)
    if (id !== null) return [id]
    warnings.add('dependency_not_an_id', where, warningText.githubActions.needsNotAnId(nameKind(item)))
    return []
  })
}

function readTimeouts({ fields, where }: Job, warnings: Warnings): Timeouts | null {
  const minutes = fields['timeout-minutes']
  if (minutes === undefined || minutes === null) return null
  const wallMs = typeof minutes === 'number' ? Math.round(minutes * 60_000) : 0
  if (wallMs >= 1 && wallMs <= maxWallMs) return { wallMs }
  const shown = textOf(minutes) === null ? nameKind(minutes) : quote(String(minutes))
  warnings.add('unusable_timeout', where, warningText.githubActions.unusableTimeout(shown))
  return null
}

const readFields: ReadonlySet<string> = new Set(
  'name needs if runs-on strategy uses with steps timeout-minutes'.split(' '),
)

const noteOtherFields = (job: Job, warnings: Warnings): void =>
  noteNotKept(
    Object.keys(job.fields).filter((name) => !readFields.has(name)),
    job,
    warnings,
  )

function noteOtherParts(workflow: Fields, warnings: Warnings): void {
  const names = Object.keys(workflow).filter((name) => name !== 'name' && name !== 'jobs')
  if (names.length === 0) return
  const shown = names.slice(0, 10).map(quote).join(', ')
  warnings.add('workflow_field_not_kept', 'file', warningText.fieldsNotKept(shown))
}

const notTheFormat = refusal('E_FORMAT', 'not_a_github_workflow')

/** In characters; far more than precede the jobs in any known workflow. */
const maxLookedAt = 1_000_000

/**
 * Checks the names at the left margin of the first YAML document. An invalid file is still recognized as a workflow,
 * and then refused with the line of its error. A workflow inside other text is not recognized.
 */
function isWorkflow(text: string): boolean {
  let hasOn = false
  let hasJobs = false
  let hasBegun = false
  for (const line of text.slice(0, maxLookedAt).split(/\r\n|\r|\n/)) {
    const isMarker = /^(?:---|\.\.\.)(?:\s|$)/.test(line)
    if (isMarker && hasBegun) break
    if (isMarker || /^\uFEFF?(?:[\s#%]|$)/.test(line)) continue
    const [, name] = /^\uFEFF?["']?([\w-]+)["']?[ \t]*:(?:[ \t]|$)/.exec(line) ?? []
    if (!hasBegun && name === undefined) return false
    hasBegun = true
    if (name === 'on') hasOn = true
    if (name === 'jobs') hasJobs = true
  }
  return hasOn && hasJobs
}

export const githubActions: Format = {
  source: 'github-actions',
  title: words.importFormats.githubActions,
  detect: ({ text }) => text !== null && isWorkflow(text),
  read,
}

interface Condition {
  readonly condition: 'always' | 'failure' | null
  /** The `if` as written. Null without one, or if `condition` expresses it completely. */
  readonly shown: string | null
}

const simple: ReadonlyMap<string, Condition> = new Map([
  ['always()', { condition: 'always', shown: null }],
  ['failure()', { condition: 'failure', shown: null }],
  ['success()', { condition: null, shown: null }],
])

/**
 * Reads a job's `if`. Simple expressions become plan conditions. Any other becomes text, with a warning that it is not
 * evaluated.
 */
function readCondition(job: FileRecord, warnings: Warnings): Condition {
  const written = job.fields.if
  if (written === undefined || written === null) return { condition: null, shown: null }
  const text = typeof written === 'object' ? JSON.stringify(written) : String(written).trim()
  const known = simple.get(bareExpression(text))
  if (known !== undefined) return known
  const describe = warningText.githubActions.conditionNotEvaluated
  warnings.sum({ code: 'condition_not_evaluated', key: job.key, where: job.where, describe })
  return { condition: null, shown: text }
}

/** The expression without `${{ }}` and spaces, in lower case. */
function bareExpression(text: string): string {
  if (text.length > 200) return text
  const isWrapped = text.startsWith('${{') && text.endsWith('}}')
  return (isWrapped ? text.slice(3, -2) : text).replaceAll(/\s/g, '').toLowerCase()
}
