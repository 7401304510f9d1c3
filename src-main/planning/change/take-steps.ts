import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { findLoopsThrough } from '#shared/task-loops.ts'
import { withoutTasks, withParts } from '#shared/task-removal.ts'
import { words } from '#shared/words/words.ts'
import { applyChanges } from '../lint/apply-change.ts'
import type { ChangeStep } from './change-step.ts'

const text = words.planChanges

export interface Taken {
  readonly document: PlanDocument
  /** Reasons for each part that was skipped, as sentences. */
  readonly leftOut: readonly string[]
}

/** Applies steps in order. Skips steps and links that name a missing task or would create a loop. */
export function takeSteps(document: PlanDocument, steps: readonly ChangeStep[]): Taken {
  let tasks: readonly TaskDefinition[] = document.tasks
  const leftOut: string[] = []
  for (const step of steps) {
    const checked = checkStep(tasks, step)
    leftOut.push(...checked.leftOut)
    if (checked.step !== null) tasks = takeStep({ ...document, tasks: [...tasks] }, checked.step)
  }
  return { document: { ...document, tasks: [...tasks] }, leftOut }
}

interface Checked {
  readonly step: ChangeStep | null
  readonly leftOut: readonly string[]
}

function checkStep(tasks: readonly TaskDefinition[], step: ChangeStep): Checked {
  if (step.type === 'add') return checkAddition(tasks, step)
  const known = tasks.find(({ key }) => key === step.task)
  if (known === undefined) return { step: null, leftOut: [text.noTask(step.task)] }
  if (step.type !== 'dependencies') return { step, leftOut: [] }
  const without = tasks.map((task) =>
    task === known ? { ...task, dependsOn: task.dependsOn.filter((key) => !step.drop.includes(key)) } : task,
  )
  const { links, leftOut } = checkLinks(without, known, step.add)
  return { step: { ...step, add: links }, leftOut }
}

function checkAddition(
  tasks: readonly TaskDefinition[],
  step: Extract<ChangeStep, { readonly type: 'add' }>,
): Checked {
  const waiting = checkLinks([...tasks, { ...step.task, dependsOn: [] }], step.task, step.task.dependsOn)
  const task = { ...step.task, dependsOn: waiting.links }
  const before: string[] = []
  const leftOut = [...waiting.leftOut]
  for (const key of step.before) {
    const follower = tasks.find((each) => each.key === key)
    if (follower === undefined) leftOut.push(text.noDependent(key, task.title))
    else if (isLoop([...tasks, task], task.key, key)) leftOut.push(loopOf(follower, task))
    else before.push(key)
  }
  return { step: { ...step, task, before }, leftOut }
}

function checkLinks(tasks: readonly TaskDefinition[], task: TaskDefinition, wanted: readonly string[]) {
  const links: string[] = []
  const leftOut: string[] = []
  for (const from of new Set(wanted)) {
    const other = tasks.find(({ key }) => key === from)
    if (other === undefined) leftOut.push(text.noDependency(task.title, from))
    else if (isLoop(tasks, from, task.key)) leftOut.push(loopOf(task, other))
    else links.push(from)
  }
  return { links, leftOut }
}

const isLoop = (tasks: readonly TaskDefinition[], from: string, to: string): boolean =>
  from === to || findLoopsThrough(tasks, from)(to) !== null

const loopOf = (task: TaskDefinition, other: TaskDefinition): string => text.cycle(task.title, other.title)

function takeStep(document: PlanDocument, step: ChangeStep): readonly TaskDefinition[] {
  const { tasks } = document
  switch (step.type) {
    case 'remove':
      return withoutTasks(tasks, withParts(tasks, [step.task]), { reconnect: true })
    case 'add':
      return withAdded(tasks, step)
    default:
      return applyChanges(document, [step]).tasks
  }
}

function withAdded(
  tasks: readonly TaskDefinition[],
  { task, before }: Extract<ChangeStep, { readonly type: 'add' }>,
): readonly TaskDefinition[] {
  const linked = tasks.map((each) => {
    if (!before.includes(each.key)) return each
    const rest = each.dependsOn.filter((key) => !task.dependsOn.includes(key))
    return { ...each, dependsOn: [...rest, task.key] }
  })
  const last = tasks.findLastIndex(({ key }) => task.dependsOn.includes(key))
  const first = tasks.findIndex(({ key }) => before.includes(key))
  const at = last !== -1 ? last + 1 : first !== -1 ? first : tasks.length
  return linked.toSpliced(at, 0, task)
}
