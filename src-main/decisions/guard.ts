import { type Decision, defaultLimits, type GuardFinding } from '#shared/model/decisions/decision.ts'
import type { DecisionFacts } from '#shared/model/decisions/decision-facts.ts'
import { clip } from '#shared/text/clip.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { type ContextTask, type DecisionContext, historyOf, isAsking, isOnlyBlocked } from './context.ts'
import { escalations, isGoOn } from './deciders/answers.ts'
import { askForApproval } from './facts/approvals.ts'
import { readFacts } from './facts/read-facts.ts'

export const maxDecisions = 1000

/**
 * Reasons to refuse a decision of any decider; empty if it is allowed. The guard is pure and decides last: no rule or
 * model can start an agent, name a file or end a project against it.
 */
export function guard(decision: Decision, context: DecisionContext): GuardFinding[] {
  if (context.decisions >= maxDecisions) {
    return [finding('too_many_decisions', `${maxDecisions} decisions were made for this goal.`)]
  }
  const blank = isBlank(decision.reasoning) ? [finding('field_missing', 'The decision gives no reason.')] : []
  return [...blank, ...guardAction(decision, context)]
}

function guardAction(decision: Decision, context: DecisionContext): GuardFinding[] {
  switch (decision.action) {
    case 'create_task':
      return guardTask(decision, context)
    case 'escalate_to_human':
      return guardQuestion(decision, context)
    case 'project_complete':
      return guardEnd(context)
    case 'wait_for_more_tasks':
      return guardWait(context)
  }
}

const finding = (code: GuardFinding['code'], message: string): GuardFinding => ({ code, message })

const isBlank = (text: string | null): boolean => text === null || text.trim() === ''

function guardWait(context: DecisionContext): GuardFinding[] {
  const { running, waiting } = context.queue
  if (running + waiting === 0) {
    return [finding('idle_wait', 'Nothing runs and nothing waits: there is nothing to wait for.')]
  }
  if (!isOnlyBlocked(context)) return []
  return [finding('only_blocked', 'Every open task is blocked: waiting frees none of them.')]
}

function guardQuestion({ question }: Decision, context: DecisionContext): GuardFinding[] {
  if (isBlank(question)) return [finding('field_missing', 'An escalation asks nothing.')]
  return isAsking(context) ? [finding('question_open', 'One question is asked at a time.')] : []
}

function guardTask(decision: Decision, context: DecisionContext): GuardFinding[] {
  const { next_agent_type: type, task_description: description, context_to_pass: passed } = decision
  const findings: GuardFinding[] = []
  if (type === null || isBlank(type)) {
    findings.push(finding('field_missing', 'A new task names no type of agent.'))
  } else if (!context.agentTypes.some((each) => each.type === type)) {
    findings.push(finding('unknown_agent_type', `There is no agent of the type ${type}.`))
  }
  if (description === null || isBlank(description)) {
    findings.push(finding('field_missing', 'A new task has no description.'))
  } else findings.push(...guardRepeat(decision, description, context))
  const known = new Set(context.artifacts.map(({ name }) => name))
  for (const file of passed?.files_to_reference ?? []) {
    if (!known.has(file)) findings.push(finding('unknown_file', `No task has produced a file ${file}.`))
  }
  const limits = findLimits(decision, context)
  const isStuck = limits.some(({ code }) => code === 'no_progress')
  return [...findings.filter(({ code }) => !isStuck || code !== 'nothing_changed'), ...limits]
}

/**
 * A failed task may be repeated once something has changed. A cancelled or skipped task may be repeated after a person
 * answered a question.
 */
function guardRepeat(decision: Decision, description: string, context: DecisionContext): GuardFinding[] {
  const { tasks, finished } = context
  const words = wordsOf(description)
  const wasAsked = finished.isEscalation && finished.status === 'done'
  const before = tasks.filter(
    (task) => task.agentType === decision.next_agent_type && wordsOf(task.description) === words,
  )
  const isOver = ({ status }: ContextTask) => status === 'cancelled' || status === 'skipped'
  if (before.some((task) => task.status !== 'failed' && !(wasAsked && isOver(task)))) {
    return [finding('duplicate_task', 'The same task was given to the same type of agent before.')]
  }
  const failed = before.findLast(({ status }) => status === 'failed')
  if (failed === undefined || hasChanged(failed, decision, context)) return []
  return [finding('nothing_changed', `The same task, ${failed.key}, failed, and nothing has changed since.`)]
}

/** True if another task was done since the failure, or the new task gets other files or information. */
function hasChanged(failed: ContextTask, { context_to_pass: passed }: Decision, { tasks }: DecisionContext) {
  const at = tasks.indexOf(failed)
  const isLater = (task: ContextTask, index: number) =>
    typeof task.endedAt === 'number' && typeof failed.endedAt === 'number'
      ? task.endedAt >= failed.endedAt && task !== failed
      : index > at
  if (tasks.some((task, index) => task.status === 'done' && isLater(task, index))) return true
  const given = failed.description.toLowerCase()
  const information = passed?.key_information.trim().toLowerCase() ?? ''
  const files = passed?.files_to_reference ?? []
  return !given.includes(information) || files.some((file) => !given.includes(file.toLowerCase()))
}

/** Normalises a description for comparison: ignores case, whitespace and appended context. */
const wordsOf = (description: string): string =>
  (description.split('\n\nReference files: ', 1)[0] ?? '').toLowerCase().split(/\s+/u).join(' ').trim()

function guardEnd(context: DecisionContext): GuardFinding[] {
  const { queue, finished } = context
  const open = queue.running + queue.waiting
  if (open > 0) return [finding('open_work', `${open} ${open === 1 ? 'task is' : 'tasks are'} still open.`)]
  if (finished.status !== 'done') {
    return [finding('open_work', `The last task, ${finished.key}, was not done.`)]
  }
  return findFacts(context.facts ?? readFacts(context))
}

const maxNamed = 5
const maxQuoted = 300

/** Reasons not to end a goal, from its files and tasks. */
function findFacts(facts: DecisionFacts): GuardFinding[] {
  const { openDeliverables, isPlanMissing, isOnlyPlanned, redVerdicts, openQuestions, openParts } = facts
  const [approval] = facts.openApprovals
  const findings: GuardFinding[] = []
  const find = (...found: Parameters<typeof finding>) => findings.push(finding(...found))
  if (isPlanMissing) find('no_plan', 'The scope names deliverables, and there is no plan.')
  if (isOnlyPlanned && openDeliverables.length === 0) {
    find('nothing_made', 'Nothing was made yet: every finished task only scoped or planned.')
  }
  if (openDeliverables.length > 0) {
    find('open_deliverables', `The plan names open deliverables: ${named(openDeliverables)}.`)
  }
  for (const { source, quote } of redVerdicts) {
    find('red_verdict', `The last verdict is not green: ${source} says "${clip(quote, maxQuoted)}".`)
  }
  const [question] = openQuestions
  if (question !== undefined) {
    const more = openQuestions.length === 1 ? '' : ` and ${openQuestions.length - 1} more`
    find('open_question', `A question to the owner is open: "${clip(question, 1000)}"${more}.`)
  }
  if (openParts.length > 0) {
    find('open_part', `The goal asks for parts that no task covers: ${named(openParts)}.`)
  }
  if (approval !== undefined) find('open_approval', askForApproval(approval))
  return findings
}

/** Short texts are quoted in full, because answers are matched by the quoted text. */
function named(texts: readonly string[]): string {
  const shown = texts.slice(0, maxNamed).map((text) => `"${clip(text, maxQuoted)}"`)
  const rest = texts.length - shown.length
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** Reasons to refuse a new task: limits of the goal's owner, or the defaults. */
function findLimits(decision: Decision, context: DecisionContext): GuardFinding[] {
  return [findCount(context), findDepth(decision, context), findProgress(context), findMoney(context)].filter(
    (each) => each !== null,
  )
}

const maxFor = ({ limits }: DecisionContext, name: keyof typeof defaultLimits): number =>
  limits?.[name] ?? defaultLimits[name]

/** Limit including raises: each "go on" to a question about this limit adds the original amount. */
const allowed = (context: DecisionContext, name: 'tasks' | 'depth', mark: string): number => {
  const raises = escalations(context).filter(
    ({ description, outcome }) => description.includes(mark) && isGoOn(outcome),
  )
  return maxFor(context, name) * (1 + raises.length)
}

const countMark = 'tasks, the limit of this goal'
const depthMark = 'in a row depend on each other, the limit of this goal'

function findCount(context: DecisionContext): GuardFinding | null {
  const count = context.tasks.filter(({ isEscalation }) => !isEscalation).length
  if (count < allowed(context, 'tasks', countMark)) return null
  return { code: 'too_many_tasks', message: `The run has ${count} ${countMark}.` }
}

function findDepth({ context_to_pass: passed }: Decision, context: DecisionContext): GuardFinding | null {
  const { tasks, artifacts, finished } = context
  const files = passed?.files_to_reference ?? []
  const makers = artifacts.filter(({ name }) => files.includes(name)).map(({ taskKey }) => taskKey)
  const depths = new Map<string, number>()
  // Oldest first, so dependencies precede their dependents. Children of a group need no extra depth.
  for (const { key, dependsOn = [] } of tasks) {
    depths.set(key, 1 + Math.max(0, ...dependsOn.map((before) => depths.get(before) ?? 0)))
  }
  const before = makers.length > 0 ? makers : [finished.key]
  const depth = 1 + Math.max(0, ...before.map((key) => depths.get(key) ?? 0))
  if (depth <= allowed(context, 'depth', depthMark)) return null
  return { code: 'too_deep', message: `${depth - 1} tasks ${depthMark}.` }
}

function findProgress(context: DecisionContext): GuardFinding | null {
  const rounds = maxFor(context, 'rounds')
  const last = historyOf(context, rounds)
  if (last.length === rounds && last.every(({ status }) => status !== 'done')) {
    const what = rounds === 1 ? 'The last task' : `The last ${rounds} tasks`
    return { code: 'no_progress', message: `${what} came to nothing.` }
  }
  if (context.finished.isEscalation) return null
  const { redVerdicts } = context.facts ?? readFacts(context)
  const stuck = redVerdicts.find((each) => each.rounds >= rounds)
  if (stuck === undefined) return null
  const message = `The last ${stuck.rounds} verdicts were not green: ${stuck.source} says "${stuck.quote}".`
  return { code: 'no_progress', message }
}

function findMoney({ limits, moneyLeft }: DecisionContext): GuardFinding | null {
  const kept = limits?.moneyLeft
  if (moneyLeft === undefined) return null
  if (
    kept === undefined ||
    kept.currency !== moneyLeft.currency ||
    moneyLeft.amountMinor > kept.amountMinor
  ) {
    return null
  }
  const message = `${formatMoney(moneyLeft)} is left of the budget; this goal keeps ${formatMoney(kept)}.`
  return { code: 'no_money', message }
}
