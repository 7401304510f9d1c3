import { type BuildRequest, buildRequestSchema } from '#shared/contract/compat/seed.ts'
import type { FieldChange, PlanFinding } from '#shared/model/plan-finding.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { type Fault, listFaults, nameOf } from '../../base/parse-input.ts'
import { changeFields, valueAt } from '../../planning/lint/change-fields.ts'
import { findingOf, nameTask } from '../../planning/lint/finding.ts'
import { listFieldFixes } from './plan-field-fixes.ts'

/** The content of a plan file, before its fields are checked. */
export type PlanFile = Readonly<Record<string, unknown>>

export interface PlanReading {
  /** The readable fields; unreadable ones are fixed safely or dropped. */
  readonly request: BuildRequest
  /** Problems of fields that are unknown, missing, of another type or out of range. */
  readonly findings: readonly PlanFinding[]
}

/** A fix may uncover other faults: a renamed field may have a wrong value. */
const maxRounds = 30

/** Reads a plan file despite faulty fields, so that the rest of the plan can be checked too. */
export function readPlanFields(file: PlanFile): Result<PlanReading, Refusal> {
  const found = new Map<string, FieldFinding>()
  let draft: unknown = file
  let faults = listFaults(buildRequestSchema, draft)
  for (let round = 0; faults.length > 0; round += 1) {
    if (round === maxRounds) return err(faults[0]?.refusal ?? unreadable([]))
    const changes = findingsOf(draft, faults).flatMap((each) => {
      const isTold = found.has(each.finding.id)
      if (!isTold) found.set(each.finding.id, each)
      return isTold ? withoutHolder(each.fault) : carryOn(each)
    })
    draft = changeFields(draft, changes)
    faults = listFaults(buildRequestSchema, draft)
  }
  const inOrder = [...found.values()].sort((a, b) => taskOf(a.fault) - taskOf(b.fault))
  return ok({ request: buildRequestSchema.parse(draft), findings: inOrder.map(({ finding }) => finding) })
}

interface FieldFinding {
  readonly fault: Fault
  readonly finding: PlanFinding
}

const taskOf = ({ path: [list, at] }: Fault): number => (list === 'tasks' && typeof at === 'number' ? at : -1)

/** A misspelt field leaves the right field missing. Both faults become one finding. */
function findingsOf(draft: unknown, faults: readonly Fault[]): FieldFinding[] {
  const found = faults.map((fault) => ({ fault, finding: findingOfFault(draft, fault) }))
  const renamed = new Set(
    found.flatMap(({ finding }) =>
      fieldChangesOf(finding.fixes[0]).flatMap((change) =>
        change.type === 'rename_field' ? nameOf([...change.path.slice(0, -1), change.to]) : [],
      ),
    ),
  )
  return found.filter(({ fault }) => fault.kind !== 'missing' || !renamed.has(nameOf(fault.path)))
}

function findingOfFault(draft: unknown, fault: Fault): PlanFinding {
  const { fixes, hint } = listFieldFixes(draft, fault)
  const place = nameOf(fault.path)
  const at = taskOf(fault)
  const { task_id: key, title } = namesOf(valueAt(draft, ['tasks', at]))
  const known = key === '' ? title : key
  const task = known === '' ? '' : nameTask({ key: known, title })
  return findingOf({
    code: codes[fault.refusal.code] ?? 'wrong_type',
    severity: 'error',
    about: [place],
    taskKeys: key === '' ? [] : [key],
    place,
    message: words.findings.field(task, fault.refusal.message, hint ?? fault.refusal.hint),
    fixes,
  })
}

const codes: Partial<Record<Refusal['code'], string>> = {
  E_UNKNOWN_FIELD: 'unknown_field',
  E_REQUIRED: 'missing_field',
  E_RANGE: 'out_of_range',
  E_DATE: 'bad_date',
}

/** Key and title of a task; empty if missing or unreadable. */
function namesOf(task: unknown): { readonly task_id: string; readonly title: string } {
  const [key, title] = [valueAt(task, ['task_id']), valueAt(task, ['title'])]
  return { task_id: typeof key === 'string' ? key : '', title: typeof title === 'string' ? title : '' }
}

/** Changes of the safe fix or, if there is none, of the last fix, which does without the value. */
function carryOn({ fault, finding: { fixes } }: FieldFinding): FieldChange[] {
  const fix = fixes.find(({ isSafe }) => isSafe) ?? fixes.at(-1)
  if (fix !== undefined) return fieldChangesOf(fix)
  return nameOf(fault.path) === 'tasks'
    ? [{ type: 'set_field', path: fault.path, to: [] }]
    : withoutHolder(fault)
}

/** No fix worked, so the owner of the field is dropped. */
const withoutHolder = ({ path }: Fault): FieldChange[] =>
  path.length < 2 ? [] : [{ type: 'drop_field', path: path.slice(0, -1) }]

const fieldChangesOf = (fix: PlanFinding['fixes'][number] | undefined): FieldChange[] =>
  fix?.changes.filter((change): change is FieldChange => 'path' in change) ?? []

export interface MendedFields {
  readonly file: PlanFile
  readonly applied: readonly string[]
  /** Ids of all available fixes, applied or not. */
  readonly known: ReadonlySet<string>
}

interface Choice {
  readonly fixes: readonly string[]
  /** Also applies every safe fix that the chosen fixes do not cover. */
  readonly allSafe: boolean
}

/** Applies the selected fixes to the fields of a plan file. */
export function fixPlanFields(file: PlanFile, { fixes: ids, allSafe }: Choice): MendedFields {
  const chosen = new Set(ids)
  const known = new Set<string>()
  const applied = new Set<string>()
  let mended = file
  for (let round = 0; round < maxRounds; round += 1) {
    const findings = findingsOf(mended, listFaults(buildRequestSchema, mended))
    const fixes = findings.flatMap(({ finding }) => {
      for (const { id } of finding.fixes) known.add(id)
      const left = finding.fixes.filter(({ id }) => !applied.has(id))
      return left.find(({ id }) => chosen.has(id)) ?? left.find(({ isSafe }) => allSafe && isSafe) ?? []
    })
    if (fixes.length === 0) break
    mended = { ...objectOf(changeFields(mended, fixes.flatMap(fieldChangesOf))) }
    for (const { id } of fixes) applied.add(id)
  }
  return { file: mended, applied: [...applied], known }
}

const objectOf = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {})

/** A plan with unreadable fields is not rewritten, because they would be lost. */
export const requireRead = ({ request, findings }: PlanReading): Result<BuildRequest, Refusal> =>
  findings.length > 0 ? err(unreadable(findings)) : ok(request)

const maxListed = 10

function unreadable(findings: readonly PlanFinding[]): Refusal {
  const shown = findings.slice(0, maxListed).flatMap(({ place }) => place ?? [])
  const places = words.findings.list(shown, findings.length - shown.length)
  const ids = findings.slice(0, maxListed).flatMap(({ fixes }) => fixes[0]?.id ?? [])
  const facts = { places, field: 'request' }
  return ids.length === 0
    ? refusal('E_TYPE', 'plan_fields_unreadable', facts)
    : refusal('E_TYPE', 'plan_fields_fixable', { ...facts, fixes: ids.join(' ') })
}
