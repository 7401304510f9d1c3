import type { PlanDraft } from '#shared/model/plan-finding.ts'

export type DraftTask = PlanDraft['tasks'][number]

/** A change of a plan. All views change plans through edits, so that each has a name in the history. */
export interface Edit {
  /** As the history lists it: `Add “Draft”`. */
  readonly label: string
  /** Edits of one burst, such as letters typed into one field, are one step of the history. */
  readonly burst?: string
  /** The same object where there is nothing to change. */
  readonly change: (document: PlanDraft) => PlanDraft
  /** The selection after the edit; absent: the old selection, as far as it exists. */
  readonly select?: (after: PlanDraft, before: PlanDraft) => readonly string[]
}

/** With the tasks for which `isMeant` replaced; tasks that do not change stay the same objects. */
export function mapTasks(document: PlanDraft, change: (task: DraftTask) => DraftTask): PlanDraft {
  let isChanged = false
  const tasks = document.tasks.map((task) => {
    const next = change(task)
    isChanged ||= next !== task
    return next
  })
  return isChanged ? { ...document, tasks } : document
}

/** For edits after which what they added is selected. */
export function listNewKeys(after: PlanDraft, before: PlanDraft): string[] {
  const known = new Set(before.tasks.map(({ key }) => key))
  return after.tasks.map(({ key }) => key).filter((key) => !known.has(key))
}

/** The titles of tasks by key; of a task without a title, its key. */
export const titlesOf = (tasks: readonly DraftTask[]): ReadonlyMap<string, string> =>
  new Map(tasks.map(({ key, title }) => [key, title.trim() || key]))

export const titleOf = ({ tasks }: PlanDraft, key: string): string =>
  tasks.find((task) => task.key === key)?.title || key

/** With these fields, of which `undefined` removes one; the same object where none of them differs. */
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
