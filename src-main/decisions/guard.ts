import { type Decision, defaultLimits, type GuardFinding } from '#shared/model/decisions/decision.ts'
import type { DecisionFacts } from '#shared/model/decisions/decision-facts.ts'
import { isTerminal } from '#shared/model/task.ts'
import { clip } from '#shared/text/clip.ts'
import { contentStems } from '#shared/text/content-words.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { type ContextTask, type DecisionContext, historyOf, isAsking, isOnlyBlocked } from './context.ts'
import { escalations, isGoOn } from './deciders/answers.ts'
import { readFacts } from './facts/read-facts.ts'

const texts = words.guardFindings

export const maxDecisions = 1000

/**
 * Reasons to refuse a decision of any decider; empty if it is allowed. The guard is pure and decides last: no rule or
 * model can start an agent, name a file or end a project against it.
 */
export function guard(decision: Decision, context: DecisionContext): GuardFinding[] {
  if (context.decisions >= maxDecisions) {
    return [finding('too_many_decisions', texts.tooManyDecisions(maxDecisions))]
  }
  const blank = isBlank(decision.reasoning) ? [finding('field_missing', texts.noReason)] : []
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
    return [finding('idle_wait', texts.nothingToWaitFor)]
  }
  if (!isOnlyBlocked(context)) return []
  return [finding('only_blocked', texts.onlyBlocked)]
}

function guardQuestion({ question }: Decision, context: DecisionContext): GuardFinding[] {
  if (isBlank(question)) return [finding('field_missing', texts.noQuestion)]
  return isAsking(context) ? [finding('question_open', texts.questionOpen)] : []
}

function guardTask(decision: Decision, context: DecisionContext): GuardFinding[] {
  const { next_agent_type: type, task_description: description, context_to_pass: passed } = decision
  const findings: GuardFinding[] = []
  if (type === null || isBlank(type)) {
    findings.push(finding('field_missing', texts.noAgentType))
  } else if (!context.agentTypes.some((each) => each.type === type)) {
    findings.push(finding('unknown_agent_type', texts.unknownAgentType(type)))
  }
  if (description === null || isBlank(description)) {
    findings.push(finding('field_missing', texts.noDescription))
  } else findings.push(...guardRepeat(decision, description, context))
  const known = new Set(context.artifacts.map(({ name }) => name))
  for (const file of passed?.files_to_reference ?? []) {
    if (!known.has(file)) findings.push(finding('unknown_file', texts.unknownFile(file)))
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
  const normalised = normalise(description)
  const wasAsked = finished.isEscalation && finished.status === 'done'
  const before = tasks.filter(
    (task) => task.agentType === decision.next_agent_type && normalise(task.description) === normalised,
  )
  const isOver = ({ status }: ContextTask) => status === 'cancelled' || status === 'skipped'
  if (before.some((task) => task.status !== 'failed' && !(wasAsked && isOver(task)))) {
    return [finding('duplicate_task', texts.duplicateTask)]
  }
  const open = tasks.find((task) => isOpenTwin(task, decision.next_agent_type, description))
  if (open !== undefined) return [finding('duplicate_task', texts.openTwin(open.key))]
  const failed = before.findLast(({ status }) => status === 'failed')
  if (failed === undefined || hasChanged(failed, decision, context)) return []
  return [finding('nothing_changed', texts.nothingChanged(failed.key))]
}

/** Minimum share of equal words, in both directions, of two descriptions of the same work. */
const twinShare = 0.7

/** True if the task is open and asks the same agent type for the same work in similar words. */
function isOpenTwin(task: ContextTask, type: string | null, description: string): boolean {
  if (isTerminal(task.status) || task.isEscalation || task.agentType !== type) return false
  const [asked, wanted] = [normalise(`${task.title} ${task.description}`), normalise(description)].map(
    contentStems,
  )
  if (asked === undefined || wanted === undefined || wanted.size === 0) return false
  const common = [...wanted].filter((stem) => asked.has(stem)).length
  return common / wanted.size >= twinShare && common / asked.size >= twinShare
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
const normalise = (description: string): string =>
  (description.split('\n\nReference files: ', 1)[0] ?? '').toLowerCase().split(/\s+/u).join(' ').trim()

function guardEnd(context: DecisionContext): GuardFinding[] {
  const { queue, finished } = context
  const open = queue.running + queue.waiting
  if (open > 0) return [finding('open_work', texts.openTasks(open))]
  if (finished.status !== 'done') return [finding('open_work', texts.lastNotDone(finished.key))]
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
  if (isPlanMissing) find('no_plan', texts.noPlan)
  if (isOnlyPlanned && openDeliverables.length === 0) find('nothing_made', texts.nothingMade)
  if (openDeliverables.length > 0) {
    find('open_deliverables', texts.openDeliverables(named(openDeliverables)))
  }
  for (const { source, quote } of redVerdicts) {
    find('red_verdict', texts.negativeVerdict(source, clip(quote, maxQuoted)))
  }
  const [question] = openQuestions
  if (question !== undefined) {
    find('open_question', texts.openQuestion(`"${clip(question, 1000)}"`, openQuestions.length - 1))
  }
  if (openParts.length > 0) find('open_part', texts.openParts(named(openParts)))
  if (approval !== undefined) find('open_approval', words.decisionQuestions.approveResult(approval))
  return findings
}

/** Short texts are quoted in full, because answers are matched by the quoted text. */
function named(items: readonly string[]): string {
  const quoted = items.slice(0, maxNamed).map((item) => `"${clip(item, maxQuoted)}"`)
  return texts.list(quoted, items.length - quoted.length)
}

/** Reasons to refuse a new task: limits of the goal's owner, or the defaults. */
function findLimits(decision: Decision, context: DecisionContext): GuardFinding[] {
  return [findCount(context), findDepth(decision, context), findProgress(context), findMoney(context)].filter(
    (each) => each !== null,
  )
}

const maxFor = ({ limits }: DecisionContext, name: keyof typeof defaultLimits): number =>
  limits?.[name] ?? defaultLimits[name]

const limitTexts = {
  tasks: { current: texts.tooManyTasks, earlier: 'tasks, the limit of this goal' },
  depth: { current: texts.tooDeep, earlier: 'in a row depend on each other, the limit of this goal' },
}

/**
 * Limit including raises: each "go on" to a question about this limit adds the original amount. Questions of earlier
 * versions have another text, which does not name the raised limit.
 */
function allowed(context: DecisionContext, name: keyof typeof limitTexts): number {
  const { current, earlier } = limitTexts[name]
  const raises = escalations(context).filter(({ outcome }) => isGoOn(outcome))
  const step = maxFor(context, name)
  let limit = step * (1 + raises.filter(({ description }) => description.includes(earlier)).length)
  while (raises.some(({ description }) => description.includes(current(limit)))) limit += step
  return limit
}

function findCount(context: DecisionContext): GuardFinding | null {
  const count = context.tasks.filter(({ isEscalation }) => !isEscalation).length
  const limit = allowed(context, 'tasks')
  return count < limit ? null : finding('too_many_tasks', texts.tooManyTasks(limit))
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
  const limit = allowed(context, 'depth')
  return depth <= limit ? null : finding('too_deep', texts.tooDeep(limit))
}

function findProgress(context: DecisionContext): GuardFinding | null {
  const rounds = maxFor(context, 'rounds')
  const last = historyOf(context, rounds)
  if (last.length === rounds && last.every(({ status }) => status !== 'done')) {
    return finding('no_progress', texts.noProgress(rounds))
  }
  if (context.finished.isEscalation) return null
  const { redVerdicts } = context.facts ?? readFacts(context)
  const stuck = redVerdicts.find((each) => each.rounds >= rounds)
  return stuck === undefined
    ? null
    : finding('no_progress', texts.failedChecks(stuck.rounds, stuck.source, stuck.quote))
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
  return finding('no_money', texts.lowBudget(formatMoney(moneyLeft), formatMoney(kept)))
}
