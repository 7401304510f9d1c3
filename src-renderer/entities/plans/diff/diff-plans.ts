import type { PlanDraft } from '#shared/model/plan-finding.ts'
import type { DraftTask } from '../edits/edit.ts'

export interface FieldDifference {
  readonly field: string
  /** Undefined if not set. */
  readonly before: unknown
  readonly after: unknown
}

export type TaskDifference =
  | { readonly kind: 'added'; readonly after: DraftTask }
  | { readonly kind: 'removed'; readonly before: DraftTask }
  | {
      readonly kind: 'changed'
      readonly before: DraftTask
      readonly after: DraftTask
      readonly fields: readonly FieldDifference[]
      /** Keys of added dependencies (`waitsFor`) and removed ones (`waitsNoLonger`). */
      readonly waitsFor: readonly string[]
      readonly waitsNoLonger: readonly string[]
    }

export interface PlanDifference {
  /** The differences of the plan's own settings. */
  readonly settings: readonly FieldDifference[]
  /** In the order of the newer plan, with removed tasks at the end. */
  readonly tasks: readonly TaskDifference[]
  /** True if tasks that exist in both plans are in a different order. */
  readonly isReordered: boolean
}

/** The differences between two plans. Tasks match by key, otherwise by unique title and description. */
export function diffPlans(before: PlanDraft, after: PlanDraft): PlanDifference {
  const { tasks: old, ...oldSettings } = before
  const { tasks: now, ...settings } = after
  const { pairs, newKeys } = matchTasks(old, now)
  const nameNow = (key: string): string => newKeys.get(key) ?? key
  const matched = new Set([...pairs.values()])
  const tasks = now.flatMap((task): TaskDifference[] => {
    const was = pairs.get(task)
    return was === undefined ? [{ kind: 'added', after: task }] : changesOf(was, task, nameNow)
  })
  const removed = old
    .filter((task) => !matched.has(task))
    .map((task) => ({ kind: 'removed', before: task }) as const)
  return {
    settings: listFields(oldSettings, settings),
    tasks: [...tasks, ...removed],
    isReordered: isOrderChanged(old, now, pairs),
  }
}

export const isSamePlan = ({ settings, tasks, isReordered }: PlanDifference): boolean =>
  settings.length === 0 && tasks.length === 0 && !isReordered

/** Key of a changed task in the list and the graph. */
export const keyOfDifference = (difference: TaskDifference): string =>
  difference.kind === 'removed' ? difference.before.key : difference.after.key

function changesOf(before: DraftTask, after: DraftTask, nameNow: (key: string) => string): TaskDifference[] {
  const old = before.dependsOn.map(nameNow)
  const waitsFor = after.dependsOn.filter((key) => !old.includes(key))
  const waitsNoLonger = old.filter((key) => !after.dependsOn.includes(key))
  const parent = before.parent === null ? null : nameNow(before.parent)
  const fields = listFields({ ...before, parent, dependsOn: null }, { ...after, dependsOn: null })
  if (fields.length + waitsFor.length + waitsNoLonger.length === 0) return []
  return [{ kind: 'changed', before, after, fields, waitsFor, waitsNoLonger }]
}

function listFields(before: object, after: object): FieldDifference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].flatMap((field) => {
    const [was, is]: [unknown, unknown] = [Reflect.get(before, field), Reflect.get(after, field)]
    return isEqual(was, is) ? [] : [{ field, before: was, after: is }]
  })
}

function isOrderChanged(
  old: readonly DraftTask[],
  now: readonly DraftTask[],
  pairs: ReadonlyMap<DraftTask, DraftTask>,
): boolean {
  const places = new Map(old.map((task, place) => [task, place]))
  let last = -1
  return now.some((task) => {
    const was = pairs.get(task)
    const place = was === undefined ? undefined : places.get(was)
    if (place === undefined) return false
    const isBack = place < last
    last = place
    return isBack
  })
}

/** Tasks match by key. The others match if their title and description are unique. */
function matchTasks(old: readonly DraftTask[], now: readonly DraftTask[]) {
  const byKey = new Map(old.toReversed().map((task) => [task.key, task]))
  const pairs = new Map<DraftTask, DraftTask>()
  const taken = new Set<DraftTask>()
  for (const task of now) {
    const was = byKey.get(task.key)
    if (was === undefined || taken.has(was)) continue
    pairs.set(task, was)
    taken.add(was)
  }
  const left = uniqueByText(old.filter((task) => !taken.has(task)))
  const newKeys = new Map<string, string>()
  for (const [text, task] of uniqueByText(now.filter((each) => !pairs.has(each)))) {
    const was = left.get(text)
    if (was === undefined) continue
    pairs.set(task, was)
    newKeys.set(was.key, task.key)
  }
  return { pairs, newKeys }
}

function uniqueByText(tasks: readonly DraftTask[]): Map<string, DraftTask> {
  const found = new Map<string, DraftTask | null>()
  for (const task of tasks) {
    const text = `${task.title}\n${task.description}`
    found.set(text, found.has(text) ? null : task)
  }
  return new Map([...found].flatMap(([text, task]) => (task === null ? [] : [[text, task]])))
}

/** Compares JSON values: property order does not matter, and undefined equals a missing property. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every((name) => isEqual(Reflect.get(a, name), Reflect.get(b, name)))
}
