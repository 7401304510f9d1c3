import type { PlanDraft } from '#shared/model/plan-finding.ts'

export type DraftTask = PlanDraft['tasks'][number]

/** A change of a plan. All views change plans through edits, so the history can name each change. */
export interface Edit {
  /** Text in the history: `Add “Draft”`. */
  readonly label: string
  /** Edits with the same value, such as letters typed into a field, form a single step of the history. */
  readonly burst?: string
  /** Returns the same object if nothing changes. */
  readonly change: (document: PlanDraft) => PlanDraft
  /** The selection after the edit. Absent: the old selection, without tasks that no longer exist. */
  readonly select?: (after: PlanDraft, before: PlanDraft) => readonly string[]
}

/** Applies `change` to every task. Returns the same document if no task changes. */
export function mapTasks(document: PlanDraft, change: (task: DraftTask) => DraftTask): PlanDraft {
  let isChanged = false
  const tasks = document.tasks.map((task) => {
    const next = change(task)
    isChanged ||= next !== task
    return next
  })
  return isChanged ? { ...document, tasks } : document
}

/** Keys of added tasks, for edits that select them afterwards. */
export function listNewKeys(after: PlanDraft, before: PlanDraft): string[] {
  const known = new Set(before.tasks.map(({ key }) => key))
  return after.tasks.map(({ key }) => key).filter((key) => !known.has(key))
}

/** Titles of tasks by key; the key itself for a task without a title. */
export const titlesOf = (tasks: readonly DraftTask[]): ReadonlyMap<string, string> =>
  new Map(tasks.map(({ key, title }) => [key, title.trim() || key]))

export const titleOf = ({ tasks }: PlanDraft, key: string): string =>
  tasks.find((task) => task.key === key)?.title || key

/** Sets the given fields; `undefined` removes a field. Returns the same object if nothing changes. */
export function withFields<T extends object>(
  object: T,
  fields: { readonly [Name in keyof T]?: T[Name] | undefined },
): T {
  const entries = Object.entries(fields)
  if (entries.every(([name, value]) => isSame(Reflect.get(object, name), value))) return object
  const next = { ...object }
  for (const [name, value] of entries) {
    if (value === undefined) Reflect.deleteProperty(next, name)
    else Reflect.set(next, name, value)
  }
  return next
}

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)
