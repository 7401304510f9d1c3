import { isInside, isJoined, isUnhandled, isUnjoinable, joinOf } from './judge-joins.ts'
import {
  type AboutTask,
  breach,
  childrenOf,
  dependenciesOf,
  isOver,
  type Run,
  type Step,
  type Task,
} from './judge-model.ts'

/** E1, E3 and E6: preconditions of a task's start, and the causes of its end. */

type Hold = 'dependency' | 'group' | 'failure_handler' | 'condition'

/** The first unmet precondition: dependencies, then the group. Null: none. */
export function findHold(run: Run, task: Task): Hold | null {
  const { condition, parent } = task.definition
  const dependencies = dependenciesOf(run, task)
  const isStrict = joinOf(run, task) === 'all_succeeded'
  if (!dependencies.every(isOver) || (isStrict && !isJoined(run, task))) return 'dependency'
  const group = parent === null ? undefined : run.tasks.get(parent)
  if (group !== undefined && group.status !== 'in_progress') return 'group'
  // Either a failure handler is open, or the task will be skipped.
  if (!isJoined(run, task)) return 'failure_handler'
  return condition === undefined || isMet(run, task, condition) ? null : 'condition'
}

/** Evaluates the forms of conditions in `life-plan.ts`, from left to right. */
function isMet(run: Run, task: Task, condition: string): boolean {
  if (condition === 'always') return true
  if (condition === 'failure') return dependenciesOf(run, task).some(({ status }) => status === 'failed')
  return condition.split(' || ').some((part) => isPartMet(run, part))
}

function isPartMet(run: Run, part: string): boolean {
  const [, word, key = '', comparison, value = ''] =
    /^(status|result)\('([\w-]+)'\)(?:\.n)? (==|!=|>=|<) '?(\w+)'?$/.exec(part) ?? []
  const about = run.tasks.get(key)
  if (about === undefined) throw new Error(`The judge does not know the condition ${part}`)
  if (word === 'status') return comparison === '==' ? about.status === value : about.status !== value
  // A rejected result does not count.
  const data = about.status === 'done' ? about.data : null
  const n = typeof data === 'object' && data !== null && !Array.isArray(data) ? data.n : null
  if (typeof n !== 'number') return false
  return comparison === '<' ? n < Number(value) : n >= Number(value)
}

/** The gate determines when to ask. Otherwise, a task that requires approval asks before its start. */
const isGatedBefore = ({ definition: { gate, requiresApproval } }: Task): boolean =>
  requiresApproval || gate?.when === 'before'

/** Requires that a task may start (E1, E6). */
export function requireStartable(step: Step): void {
  const { run, task, name } = step
  const hold = findHold(run, task)
  if (hold !== null) breach(step, `E1 ${name} goes on although its ${hold} holds it`)
  if (isGatedBefore(task) && !task.isPassed) breach(step, `E6 ${name} goes on before its approval`)
  if (task.gate?.end === null) breach(step, `E6 ${name} goes on while a gate is open`)
}

/** Answers that let a task continue, by kind of gate. */
const openers: Record<string, readonly string[]> = {
  task_gate: ['approve', 'edit'],
  result_review: ['run_again'],
  uncertain_outcome: ['run_again'],
  // Withdrawn if the money came from another source.
  budget_top_up: ['approve', 'withdrawn'],
  agent_question: ['respond'],
  permission: ['approve', 'reject'],
}

export function requireOpened(step: Step): void {
  const { task, name } = step
  const { gate } = task
  const isOpened = gate !== null && (openers[gate.approval.kind] ?? []).includes(gate.end ?? '')
  if (!isOpened) breach(step, `E6 ${name} goes on from a gate that ended with ${gate?.end ?? 'nothing'}`)
}

export function hearReady(step: Step): void {
  const { task, event, name } = step
  const isWaiting = task.status === 'awaiting_approval' || task.status === 'awaiting_input'
  // The attempt stopped for lack of money. Now the money is available, or another request for it is open.
  const isPaid = task.status === 'in_progress' && task.live === null && task.due === 'budget_top_up'
  if (isWaiting) requireOpened(step)
  else if (isPaid) task.due = null
  else if (task.status !== 'blocked' && task.status !== 'todo')
    breach(step, `${name} ready from ${task.status}`)
  if (task.retryAt !== null && event.at < task.retryAt) breach(step, `${name} is tried again too early`)
  requireStartable(step)
  if (task.definition.kind === 'group') breach(step, `${name} is a group and cannot be ready`)
  task.status = 'todo'
  task.retryAt = null
  task.isReported = false
  task.isRefused = false
}

/** Ends of tasks, each with the required earlier events. */
export function hearEnd(step: Step<Extract<AboutTask, { type: `task.${string}` }>>): void {
  const { body, task, name } = step
  if (task.live !== null) breach(step, `E3 ${name} ends over a live attempt`)
  switch (body.type) {
    case 'task.skipped':
      requireSkippable(step, body.code)
      task.skipCode = body.code
      task.status = 'skipped'
      return
    case 'task.cancelled': {
      const how = { rejected: 'reject', expired: 'expired' }[String(body.code)]
      if (how !== undefined && task.gate?.end !== how)
        breach(step, `${name} is ${body.code} and its gate was not`)
      // The budget cannot increase, so no request follows.
      if (body.code === 'over_budget') task.due = null
      task.status = 'cancelled'
      return
    }
    case 'task.failed':
      task.status = 'failed'
      return
    case 'task.unblocked':
      if (!task.isReported) breach(step, `${name} is unblocked, and nobody reported what holds it`)
      // If the task got a new dependency, it stays blocked for another reason.
      task.isReported = false
      return
    case 'task.accepted':
      if (!['approve', 'edit', 'happened'].includes(task.gate?.end ?? ''))
        breach(step, `${name} is accepted by nobody`)
      task.data = body.result.data
      task.status = 'done'
      return
  }
}

function requireSkippable(step: Step, code: string): void {
  const { run, task, name } = step
  const { parent } = task.definition
  const group = parent === null ? undefined : run.tasks.get(parent)
  const isLeft = (cause: Task) => isOver(cause) && cause.status !== 'done'
  const isStrict = joinOf(run, task) === 'all_succeeded'
  const causes = isStrict ? dependenciesOf(run, task).filter(isLeft) : []
  if (group !== undefined && isLeft(group)) causes.push(group)
  if (causes.length > 0 && task.status === 'blocked') return
  if (code !== 'condition' && task.status === 'blocked' && isUnjoinable(run, task)) return
  if (code !== 'condition' || findHold(run, task) !== 'condition')
    breach(step, `${name} is skipped for nothing`)
}

export function openGroup(step: Step): void {
  const { task, name } = step
  if (task.status === 'awaiting_approval') requireOpened(step)
  else if (task.status !== 'blocked') breach(step, `${name} opens from ${task.status}`)
  requireStartable(step)
  task.status = 'in_progress'
}

export function closeGroup(step: Step, status: 'done' | 'failed'): void {
  const { run, task, name } = step
  const children = childrenOf(run, task.definition.key)
  if (task.status !== 'in_progress') breach(step, `${name} closes before it opened`)
  if (!children.every(isOver)) breach(step, `${name} closes with open children`)
  const isFine = !children.some((child) => isUnhandled(run, child, (each) => isInside(run, each, task)))
  if (isFine !== (status === 'done')) breach(step, `${name} closes as ${status}`)
  task.status = status
}
