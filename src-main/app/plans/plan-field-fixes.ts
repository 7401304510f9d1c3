import { buildRequestSchema, buildTaskSchema } from '#shared/contract/compat/seed.ts'
import { taskKeyOf } from '#shared/ids.ts'
import type { FieldChange } from '#shared/model/plan-finding.ts'
import { words as catalogue } from '#shared/words/words.ts'
import { type Fault, listFaults, nameOf, type Path } from '../../base/parse-input.ts'
import { keyOf } from '../../planning/importers/names.ts'
import { quote } from '../../planning/importers/warnings.ts'
import { changeFields, isObject, valueAt } from '../../planning/lint/change-fields.ts'
import type { FixDraft } from '../../planning/lint/finding.ts'
import { createNearest } from '../../planning/lint/near-word.ts'

const { findings, fixes: titles } = catalogue

interface FieldFixes {
  /** Best first. The last fix does without the value: it removes the field or its owner, or resets the field. */
  readonly fixes: readonly FixDraft[]
  /** Replaces the hint of the fault; null: the fault's own hint is used. */
  readonly hint: string | null
}

/** Fixes for one fault of a plan file. */
export function listFieldFixes(draft: unknown, fault: Fault): FieldFixes {
  if (fault.kind === 'unknown') return fixesOfUnknown(draft, fault)
  const filling = fillingOf(draft, fault.path)
  if (fault.refusal.code === 'E_REQUIRED' && filling !== null) return { fixes: [filling], hint: null }
  if (fault.kind === 'missing') {
    const holder = fault.path.slice(0, -1)
    return { fixes: holder.length === 0 ? [] : [leaveOut(holder)], hint: null }
  }
  const last = filling === null ? leaveOut(fault.path) : { ...filling, isSafe: false }
  return { fixes: [...readings(draft, fault), last], hint: null }
}

/** Field names of other tools, with the corresponding plan fields. */
const otherNames: Readonly<Record<string, string>> = {
  task: 'tasks',
  steps: 'tasks',
  id: 'task_id',
  key: 'task_id',
  name: 'title',
  dependencies: 'depends_on',
  depends: 'depends_on',
  deps: 'depends_on',
  needs: 'depends_on',
  after: 'depends_on',
  skills: 'required_skills',
  agent: 'pin',
  agent_id: 'pin',
  assigned_agent: 'pin',
  deadline: 'due_at',
  due: 'due_at',
  due_date: 'due_at',
  labels: 'tags',
  group: 'parent',
}

function fixesOfUnknown(draft: unknown, { path, words, near }: Fault): FieldFixes {
  const name = String(path.at(-1))
  const other = otherNames[name.toLowerCase()]
  const sure = other !== undefined && words.includes(other) ? other : createNearest(words)(name)
  const meant = sure ?? near
  const drop = (isSafe: boolean) => ({ ...leaveOut(path), isSafe })
  if (meant === null) return { fixes: [drop(true)], hint: null }
  const hint = findings.meantField(meant)
  // The right field exists already. Dropping this one is not safe, because its value may be the intended one.
  if (valueAt(draft, [...path.slice(0, -1), meant]) !== undefined) return { fixes: [drop(false)], hint }
  const change = { type: 'rename_field', path, to: meant } as const
  const title = titles.renameField(nameOf(path), quote(meant))
  return { fixes: [{ name: 'rename', title, isSafe: sure !== null, changes: [change] }, drop(false)], hint }
}

/** Fix that fills in a default value; null if the field has none. A task without skills can be done by any agent. */
function fillingOf(draft: unknown, path: Path): FixDraft | null {
  const name = path.at(-1)
  const holder = valueAt(draft, path.slice(0, -1))
  const title = valueAt(holder, ['title'])
  const words = typeof title === 'string' && title.trim() !== '' ? title : null
  const fill = (to: string | string[]): FixDraft => ({
    name: 'fill_in',
    title: Array.isArray(to) ? titles.emptyField(nameOf(path)) : titles.setField(nameOf(path), quote(to)),
    isSafe: true,
    changes: [{ type: 'set_field', path, to }],
  })
  if (path.length === 1 && name === 'plan_id') return fill(keyOf(words ?? ''))
  if (path.length !== 3 || path[0] !== 'tasks') return null
  if (name === 'task_id') return fill(freeKey(draft, Number(path[1])))
  if (name === 'description') return fill(words ?? String(valueAt(holder, ['task_id']) ?? 'task'))
  return name === 'required_skills' ? fill([]) : null
}

/** `task-004` for the fourth task, unless another task has this key. */
function freeKey(draft: unknown, at: number): string {
  const tasks = valueAt(draft, ['tasks'])
  const taken = new Set(Array.isArray(tasks) ? tasks.map((task) => valueAt(task, ['task_id'])) : [])
  let key = taskKeyOf(at + 1)
  while (taken.has(key)) key = `${key}-new`
  return key
}

const leaveOut = (path: Path): FixDraft => ({
  name: 'leave_out',
  title: titles.removeField(nameOf(path)),
  changes: [{ type: 'drop_field', path }],
})

/** Fixes that read the value as another type or as the nearest known word, or that set it to the limit. */
function readings(draft: unknown, { path, words, near, refusal }: Fault): FixDraft[] {
  const value = valueAt(draft, path)
  const set = (to: FieldValue): FieldChange => ({ type: 'set_field', path, to })
  const same = [...sameAs(value)].find((to) => fits(draft, set(to), path))
  const sure = same ?? (typeof value === 'string' ? createNearest(words)(value) : null)
  const best = sure ?? near
  const fixes: FixDraft[] = []
  if (best !== null) {
    const title = titles.setField(nameOf(path), JSON.stringify(best))
    fixes.push({ name: 'read_as', title, isSafe: sure !== null, changes: [set(best)] })
  }
  const { limit } = refusal
  if (typeof value === 'number' && typeof limit === 'number' && fits(draft, set(limit), path))
    fixes.push({
      name: 'use_limit',
      title: titles.setField(nameOf(path), String(limit)),
      changes: [set(limit)],
    })
  return fixes
}

type FieldValue = Extract<FieldChange, { type: 'set_field' }>['to']

function* sameAs(value: unknown): Generator<FieldValue> {
  if (typeof value === 'string') {
    const words = value.trim()
    if (words !== '' && Number.isFinite(Number(words))) yield Number(words)
    if (/^(?:true|yes)$/i.test(words)) yield true
    if (/^(?:false|no)$/i.test(words)) yield false
    if (words !== '') yield [words]
  }
  if (typeof value === 'number') yield String(value)
  if (typeof value === 'number') yield [String(value)]
}

/** True if the change gives the value at the path the right type. Faults inside the value are checked separately. */
function fits(draft: unknown, change: FieldChange, target: Path): boolean {
  const [list, at] = change.path
  const isInTask = list === 'tasks' && typeof at === 'number'
  const from = isInTask ? 2 : 0
  const whole = isInTask ? valueAt(draft, ['tasks', at]) : withoutTasks(draft, target)
  const changed = changeFields(whole, [{ ...change, path: change.path.slice(from) }])
  const faults = listFaults(isInTask ? buildTaskSchema : buildRequestSchema, changed)
  const place = nameOf(target.slice(from))
  return !faults.some(({ path, kind }) => kind !== 'unknown' && nameOf(path) === place)
}

const withoutTasks = (draft: unknown, [target]: Path): unknown =>
  isObject(draft) && target !== 'tasks' ? { ...draft, tasks: [] } : draft
