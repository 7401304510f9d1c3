import type { DraftTask } from '../edits/edit.ts'

export interface Matched {
  /** Which old task each new one was. */
  readonly pairs: ReadonlyMap<DraftTask, DraftTask>
  /** Of tasks whose key changed: the new one by the old. */
  readonly newKeys: ReadonlyMap<string, string>
}

/** Tasks are the same by key. Of the rest two are the same where nothing else has their title and description. */
export function matchTasks(old: readonly DraftTask[], now: readonly DraftTask[]): Matched {
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
