import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import { type Edit, mapTasks } from './edit.ts'

const numbered = (number: number): string => `task-${String(number).padStart(3, '0')}`

/** The first unused key: `task-007`. */
export function newKey(taken: ReadonlySet<string>, from = taken.size + 1): string {
  let number = from
  while (taken.has(numbered(number))) number += 1
  return numbered(number)
}

/** Returns `wished`, or the nearest free key: `draft`, `draft-2`, `draft-3`. */
export function freeKey(taken: ReadonlySet<string>, wished: string): string {
  if (!taken.has(wished)) return wished
  if (/^task-\d+$/.test(wished)) return newKey(taken)
  const stem = wished.replace(/-\d+$/, '')
  let number = 2
  while (taken.has(`${stem}-${number}`)) number += 1
  return `${stem}-${number}`
}

export const keysOf = ({ tasks }: PlanDraft): ReadonlySet<string> => new Set(tasks.map(({ key }) => key))

/** Renames keys in a condition, where tasks are quoted as arguments: `status('draft')`. */
const inCondition = (condition: string, renamed: ReadonlyMap<string, string>): string =>
  condition.replaceAll(
    /(\(\s*)(['"])(.*?)\2/g,
    (_, open: string, quote: string, key: string) => `${open}${quote}${renamed.get(key) ?? key}${quote}`,
  )

/** Renames keys in tasks, dependencies, parents and conditions. */
export function renameKeys(document: PlanDraft, renamed: ReadonlyMap<string, string>): PlanDraft {
  const nameOf = (key: string) => renamed.get(key) ?? key
  return mapTasks(document, (task) => {
    const { key, parent, dependsOn, condition } = task
    const isMeant = renamed.has(key) || dependsOn.some((each) => renamed.has(each))
    if (!isMeant && (parent === null || !renamed.has(parent))) return task
    return {
      ...task,
      key: nameOf(key),
      parent: parent === null ? null : nameOf(parent),
      dependsOn: dependsOn.map(nameOf),
      ...(condition !== undefined && { condition: inCondition(condition, renamed) }),
    }
  })
}

/** Renames a key. Changes nothing if the new key is taken or empty. */
export function renameKey(document: PlanDraft, from: string, to: string): Edit {
  const isFree = to.trim() !== '' && !keysOf(document).has(to)
  return {
    label: words.edits.renameKey(from, to),
    change: (current) => (isFree ? renameKeys(current, new Map([[from, to]])) : current),
    select: () => [isFree ? to : from],
  }
}

/** Renumbers all keys in plan order: `task-001`, `task-002`. */
export const renumber = (): Edit => ({
  label: words.edits.renumber,
  change: (document) => {
    const keys = [...keysOf(document)]
    const renamed = new Map(keys.map((key, at) => [key, numbered(at + 1)] as const))
    for (const [from, to] of renamed) if (from === to) renamed.delete(from)
    return renameKeys(document, renamed)
  },
  select: () => [],
})
