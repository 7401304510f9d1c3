import type { Action, Explanation, RootCause } from '#shared/contract/insight.ts'
import { approvalIdSchema } from '#shared/ids.ts'
import { accountKeySchema } from '#shared/model/money.ts'
import { isWaiting } from '#shared/model/task.ts'
import { capitalised } from '#shared/text/capitalised.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { leftOf, nameOf } from '../../governance/budget.ts'
import { nameAgent, nameKey } from '../names.ts'
import { describeReset } from '../resets.ts'
import type { Limits } from '../rules/rule.ts'
import type { EngineState, RunState, TaskState } from '../state.ts'
import { explainTask } from './explain.ts'
import { listActions } from './explain-actions.ts'
import {
  findHolds,
  type Hold,
  isPassing,
  type Point,
  type Root,
  type Situation,
  taskAt,
} from './explain-causes.ts'

const { explanation } = words

export interface RunExplanation {
  /** Largest first. Every waiting task is in exactly one list of one root. */
  readonly roots: readonly Root[]
  readonly holds: ReadonlyMap<Point, Hold>
  readonly actions: readonly Action[]
  readonly headline: string
  readonly running: number
  readonly waiting: number
  readonly isStuck: boolean
}

export interface Question {
  readonly run: RunState
  readonly at: number
  /** True if no engine works on these tables. */
  readonly isIdle?: boolean
}

/**
 * Explains why nothing is running. Traces every waiting task to its root cause and suggests what would unblock the
 * most tasks for the least effort (E7). Reads only the state; linear in the run and the roster.
 */
export function explainRun(state: EngineState, limits: Limits, question: Question): RunExplanation {
  const { run, at, isIdle = false } = question
  const situation = { state, limits, run, isIdle }
  const holds = findHolds(situation)
  const roots = [...new Set([...holds.values()].map(({ root }) => root))]
    .filter((root) => countOf(root) > 0)
    .sort((a, b) => countOf(b) - countOf(a))
  const actions = listActions(situation, roots)
  const facts = {
    running: isIdle ? 0 : run.live,
    waiting: roots.reduce((sum, root) => sum + countOf(root), 0),
    isStuck: (isIdle || run.live === 0) && roots.length > 0 && !roots.some(isPassing),
  }
  const headline = headlineOf(situation, { at, roots, actions, ...facts })
  return { roots, holds, actions, headline, ...facts }
}

const countOf = ({ held, after, shared }: Root): number => held.length + after.length + shared.length

type Facts = Pick<RunExplanation, 'roots' | 'actions' | 'running' | 'waiting' | 'isStuck'> & {
  readonly at: number
}

function headlineOf(situation: Situation, facts: Facts): string {
  const { roots, actions, running, waiting, isStuck } = facts
  const runs = explanation.running(running)
  const standing = roots.filter((root) => !isPassing(root))
  const [first = roots[0]] = standing
  if (first === undefined) return running === 0 ? explanation.nothingLeft : explanation.fine(runs)
  const cause = sentenceOf(situation, first, facts.at)
  const [best] = actions
  const withAction = (headline: string) =>
    best === undefined ? headline : explanation.withAction(headline, best.sentence)
  if (standing.length === 0) {
    return running > 0 ? explanation.fineWithQueue(runs, waiting) : withAction(explanation.onlyQueued(cause))
  }
  const causes = standing.length > 1 ? explanation.moreCauses(cause, standing.length - 1) : cause
  if (isStuck || running === 0) return withAction(explanation.stuck(causes))
  const blocked = standing.reduce((sum, root) => sum + countOf(root), 0)
  return withAction(explanation.partlyBlocked(runs, blocked, causes))
}

function sentenceOf(situation: Situation, { kind, subject, held }: Root, at: number): string {
  const { state, limits, run } = situation
  const [task] = held
  switch (kind) {
    case 'gate': {
      const gate = state.approvals.get(approvalIdSchema.parse(subject))
      if (gate === undefined) return explanation.approvalOpen(subject)
      const age = durationOf(at - gate.postedAt)
      return explanation.approvalWaiting(nameKey(run, gate.taskKey), age, gate.question)
    }
    case 'pin':
      return sentenceOfPin(held, nameAgent(state, subject))
    case 'reported':
      return explanation.reported(nameKey(run, subject), task?.reason?.message ?? '')
    case 'no_agent':
      return explanation.noAgent(subject, run.crew !== null)
    case 'offline':
      return explanation.offline(nameAgent(state, subject))
    case 'money': {
      const account = state.accounts.get(accountKeySchema.parse(subject))
      const left = account === undefined ? null : leftOf(account)
      const name = account === undefined ? subject : nameOf(account)
      return explanation.budgetShort(capitalised(name), left === null ? null : formatMoney(left))
    }
    case 'idle':
      return explanation.notRunning
    case 'external':
      return explanation.workerIdle(nameAgent(state, subject))
    case 'agent_busy':
      return describeReset(state, limits, subject) ?? explanation.agentBusy(nameAgent(state, subject))
    case 'running': {
      const agentId = run.tasks.get(subject)?.live?.agentId
      return explanation.taskRunning(
        nameKey(run, subject),
        agentId === undefined ? null : nameAgent(state, agentId),
      )
    }
    case 'price': {
      // Only the first sentence of the message: the action covers what to do.
      const reason = task && explainTask(state, limits, { run, task })
      const [said = ''] = (reason?.message ?? '').split('. ')
      return said === '' ? explanation.priceUnknown(nameAgent(state, subject)) : said.replace(/\.?$/, '.')
    }
    default:
      return (task && explainTask(state, limits, { run, task })?.message) ?? `${kind}: ${subject}.`
  }
}

/** If several held tasks have different reasons, the sentence names only the pinned agent. */
function sentenceOfPin(held: readonly TaskState[], agent: string): string {
  const whys = new Set(held.map(({ reason }) => reason?.message ?? ''))
  const [why = ''] = whys
  return whys.size === 1 ? why : explanation.pinned(held.length, agent)
}

/** `40 s`, `5 min`, `3 h`, `12 d`: the largest unit, rounded down. */
function durationOf(ms: number): string {
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
  ] as const
  for (const [unit, length] of units) if (ms >= length) return `${Math.floor(ms / length)} ${unit}`
  return `${Math.max(0, Math.floor(ms / 1000))} s`
}

const maxRoots = 100
const maxActions = 20
const maxNamed = 20

/** The explanation as the API returns it: with limited lists, and the path from `taskKey` to its cause if requested. */
export function describeRun(
  state: EngineState,
  limits: Limits,
  question: Question & { readonly taskKey?: string | undefined },
): Explanation {
  const { run, at, isIdle = false, taskKey } = question
  const { roots, holds, actions, ...facts } = explainRun(state, limits, question)
  const situation = { state, limits, run, isIdle }
  const task = taskKey === undefined ? undefined : run.tasks.get(taskKey)
  return {
    runId: run.id,
    isSimulated: run.isSimulated,
    at,
    ...facts,
    roots: roots.slice(0, maxRoots).map((root) => describeRoot(situation, root, at)),
    otherRoots: Math.max(0, roots.length - maxRoots),
    actions: actions.slice(0, maxActions),
    path: task === undefined ? null : listPath(situation, holds, task),
  }
}

function describeRoot(situation: Situation, root: Root, at: number): RootCause {
  const { id, kind, subject, held, after, shared } = root
  const named = [held, after, shared].flatMap((tasks) => tasks.slice(0, maxNamed))
  return {
    ...{ id, kind, subject, sentence: sentenceOf(situation, root, at), count: countOf(root) },
    taskKeys: named.slice(0, maxNamed).map(({ definition }) => definition.key),
  }
}

function listPath({ state, limits, run }: Situation, holds: ReadonlyMap<Point, Hold>, start: TaskState) {
  const tasks = new Set<TaskState>()
  for (let point: Point | null = start; point !== null; point = holds.get(point)?.via ?? null) {
    tasks.add(taskAt(point))
  }
  return [...tasks].map((task) => ({
    taskKey: task.definition.key,
    reason: isWaiting(task) ? explainTask(state, limits, { run, task }) : task.reason,
  }))
}
