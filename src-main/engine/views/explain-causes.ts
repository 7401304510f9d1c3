import { type RootKind, rootKinds } from '#shared/contract/insight.ts'
import type { Approval } from '#shared/model/approval.ts'
import { isWaiting } from '#shared/model/task.ts'
import { hasSkill } from '../../assignment/verify.ts'
import { findShortfall, priceOf } from '../../governance/budget.ts'
import { payersOf } from '../projections/money.ts'
import { listCrew } from '../rules/assign.ts'
import { listJoinHolders } from '../rules/joins.ts'
import type { Limits } from '../rules/rule.ts'
import type { EngineState, RunState, TaskState } from '../state.ts'
import { explainTask } from './explain.ts'

/** The run under examination. `isIdle`: no engine runs on these tables, so nothing resolves by itself. */
export interface Situation {
  readonly state: EngineState
  readonly limits: Limits
  readonly run: RunState
  readonly isIdle: boolean
}

export interface Root {
  readonly id: string
  readonly kind: RootKind
  readonly subject: string
  /** Tasks that wait directly for this cause. */
  readonly held: TaskState[]
  /** Tasks downstream of `held` with no other cause that needs action. */
  readonly after: TaskState[]
  /** Tasks downstream of `held` that also wait for another cause. */
  readonly shared: TaskState[]
}

/** The end of a group that has not opened yet. Dependents of the group also wait for its children. */
export interface GroupEnd {
  readonly endOf: TaskState
}
export type Point = TaskState | GroupEnd
const isEnd = (point: Point): point is GroupEnd => 'endOf' in point
export const taskAt = (point: Point): TaskState => (isEnd(point) ? point.endOf : point)

/** Root cause of a waiting task, and the next point on the path to it. */
export interface Hold {
  readonly root: Root
  readonly via: Point | null
  /** True if no other cause that needs action blocks the task. */
  readonly isSole: boolean
}

/** Causes that end without anyone acting. */
const passing: ReadonlySet<RootKind> = new Set([
  'agent_busy',
  'run_limit',
  'global_limit',
  'backoff',
  'running',
])
export const isPassing = ({ kind }: Pick<Root, 'kind'>): boolean => passing.has(kind)

/**
 * Finds the root cause of each open task. Every waiting task is in exactly one list of one root. Linear in the size of
 * the run.
 */
export function findHolds(situation: Situation): Map<Point, Hold> {
  const { run } = situation
  const holds = new Map<Point, Hold>()
  const search: Search = {
    ...{ run, holds, direct: createDirectRoots(situation) },
    ...{ entered: new Set(), ends: new Map() },
  }
  for (const task of run.tasks.values()) if (task.endedAt === null) resolve(task, search)
  for (const [task, { root, via, isSole }] of holds) {
    if (isEnd(task) || !isWaiting(task)) continue
    const list = via === null ? root.held : isSole ? root.after : root.shared
    list.push(task)
  }
  return holds
}

interface Search {
  readonly run: RunState
  readonly holds: Map<Point, Hold>
  readonly direct: (task: TaskState) => Root
  readonly entered: Set<Point>
  readonly ends: Map<TaskState, GroupEnd>
}

/** Iterative with an explicit stack: a chain of 100,000 tasks would overflow the call stack. */
function resolve(start: TaskState, search: Search): void {
  const { holds, entered } = search
  const stack: Point[] = [start]
  for (let point = stack.at(-1); point !== undefined; point = stack.at(-1)) {
    const depth = stack.length
    if (!holds.has(point)) {
      const holders = listHolders(point, search)
      // A point that was entered before has its holders resolved by now.
      if (!entered.has(point)) for (const each of holders) if (!holds.has(each)) stack.push(each)
      if (stack.length === depth) holds.set(point, holdOf(point, holders, search))
      else entered.add(point)
    }
    if (stack.length === depth) stack.pop()
  }
}

/** With several causes, the earliest kind in `rootKinds` wins; within a kind, the first in plan order. */
function holdOf(point: Point, holders: readonly Point[], { holds, direct }: Search): Hold {
  let via: Point | null = null
  let first: Hold | null = null
  for (const each of holders) {
    const hold = holds.get(each)
    if (hold === undefined || (first !== null && rankOf(hold) >= rankOf(first))) continue
    via = each
    first = hold
  }
  if (first === null) return { root: direct(taskAt(point)), via: null, isSole: true }
  const { root } = first
  const isSole = holders.every((each) => {
    const hold = holds.get(each)
    return hold === undefined || isPassing(hold.root) || (hold.root === root && hold.isSole)
  })
  return { root, via, isSole }
}

const ranks: ReadonlyMap<RootKind, number> = new Map(rootKinds.map((kind, rank) => [kind, rank]))
const rankOf = ({ root }: Hold): number => ranks.get(root.kind) ?? rootKinds.length

/** Open points that this point waits for; empty when the task itself is the cause. */
function listHolders(point: Point, search: Search): readonly Point[] {
  if (isEnd(point)) return [point.endOf, ...listChildren(point.endOf, search)]
  const { kind, parent, dependsOn } = point.definition
  if (kind === 'group' && point.status === 'in_progress') return listChildren(point, search)
  if (point.status !== 'blocked' || point.reason?.code === 'reported') return []
  const { run } = search
  const holders: Point[] = []
  for (const key of dependsOn) {
    const dependency = run.tasks.get(key)
    if (dependency?.endedAt === null) holders.push(endOf(dependency, search))
  }
  if (holders.length === 0) holders.push(...listJoinHolders(run, point).map((each) => endOf(each, search)))
  const group = parent === null ? undefined : run.tasks.get(parent)
  if (group !== undefined && isShut(group)) holders.push(group)
  return holders
}

const listChildren = ({ children }: TaskState, search: Search): Point[] =>
  children.filter(({ endedAt }) => endedAt === null).map((child) => endOf(child, search))

const isShut = ({ status }: TaskState): boolean => status === 'blocked' || status === 'awaiting_approval'

/** The end of a closed group as one point, so that its children are examined only once for all dependents. */
function endOf(task: TaskState, { ends }: Search): Point {
  if (task.definition.kind !== 'group' || !isShut(task)) return task
  const end = ends.get(task) ?? { endOf: task }
  ends.set(task, end)
  return end
}

type Cause = Pick<Root, 'kind' | 'subject'>

/** Creates one root per cause, however many tasks it holds. */
function createDirectRoots(situation: Situation): (task: TaskState) => Root {
  const { run, isIdle } = situation
  const roots = new Map<string, Root>()
  const causeOf = createCauses(situation)
  return (task) => {
    const cause = causeOf(task)
    const isAsleep = isIdle && (isPassing(cause) || cause.kind === 'external')
    const { kind, subject } = isAsleep ? { kind: 'idle' as const, subject: run.id } : cause
    const id = `${kind}:${subject}`
    const root = roots.get(id) ?? { id, kind, subject, held: [], after: [], shared: [] }
    roots.set(id, root)
    return root
  }
}

function createCauses(situation: Situation): (task: TaskState) => Cause {
  const { state, limits, run } = situation
  const lacks = new Map<string, Cause>()
  return (task) => {
    const { key } = task.definition
    if (task.status === 'in_progress') return { kind: 'running', subject: key }
    const approval = task.approvalId === null ? undefined : state.approvals.get(task.approvalId)
    if (approval !== undefined && task.status !== 'todo' && task.status !== 'blocked') {
      return causeOfGate(approval)
    }
    const reason = explainTask(state, limits, { run, task })
    const agentId = task.agentId ?? ''
    switch (reason?.code) {
      case 'reported':
      case 'backoff':
        return { kind: reason.code, subject: key }
      case 'no_agent':
        return causeOfPin(task) ?? findLack(situation, task, lacks)
      case 'budget':
        return findUnpaid(situation, task) ?? { kind: 'money', subject: reason.account ?? `run:${run.id}` }
      case 'paused':
      case 'review_limit':
      case 'run_limit':
        return { kind: reason.code, subject: run.id }
      case 'global_limit':
        return { kind: reason.code, subject: 'all runs' }
      case 'external':
        return findUnpaid(situation, task) ?? causeOfWorker(state, agentId)
      case 'agent_busy':
        return causeOfInbox(state, agentId) ?? { kind: 'agent_busy', subject: agentId }
      default:
        return { kind: 'idle', subject: run.id }
    }
  }
}

/** A pinned task has no agent because the pinned agent cannot take it. Null if the task has no pin. */
const causeOfPin = ({ definition: { pin } }: TaskState): Cause | null =>
  pin === undefined ? null : { kind: 'pin', subject: pin }

/** A person's slots are freed only by answers. The oldest open question is named as the cause. */
function causeOfInbox({ agents, approvals }: EngineState, agentId: string): Cause | null {
  const [oldest] = agents.get(agentId)?.inbox ?? []
  const approval = oldest === undefined ? undefined : approvals.get(oldest)
  return approval === undefined ? null : causeOfGate(approval)
}

/** The worker may be offline, at capacity, or not polling. */
function causeOfWorker({ agents }: EngineState, agentId: string): Cause {
  const worker = agents.get(agentId)
  if (worker?.agent.availability === 'offline') return { kind: 'offline', subject: agentId }
  const isFull = worker !== undefined && worker.running >= worker.agent.capacity
  return { kind: isFull ? 'agent_busy' : 'external', subject: agentId }
}

/** A budget question maps to its account, because the tasks that the account refused wait for the same answer. */
function causeOfGate({ id, kind, subject }: Approval): Cause {
  const isAccount = kind === 'budget_top_up' && typeof subject === 'object' && subject !== null
  const account = isAccount && 'account' in subject ? subject.account : null
  return typeof account === 'string' ? { kind: 'money', subject: account } : { kind: 'gate', subject: id }
}

/**
 * Null if the accounts cover the price. An unknown price or a different currency is a `price` cause, because more
 * money would not help.
 */
function findUnpaid({ state, run }: Situation, task: TaskState): Cause | null {
  const accounts = payersOf(state, run, task)
  if (accounts.length === 0) return null
  const agent = task.agentId === null ? undefined : state.agents.get(task.agentId)?.agent
  const price = agent === undefined ? 'unknown' : priceOf(task.definition, agent)
  const shortfall = findShortfall(accounts, price)
  if (shortfall === null) return null
  if (!shortfall.canTopUp) return { kind: 'price', subject: task.agentId ?? '' }
  return { kind: 'money', subject: shortfall.account.key }
}

/** The missing skills, or an offline agent that has them. Cached per set of skills. */
function findLack({ state, run }: Situation, task: TaskState, known: Map<string, Cause>): Cause {
  const skills = skillsOf(task)
  const demand = skills.join(', ')
  const found = known.get(demand)
  if (found !== undefined) return found
  const able = listCrew(state, run, task)
    .filter((each) => skills.every((skill) => hasSkill(each, skill)))
    .map(({ agent }) => agent)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const [asleep] = able.filter(({ availability }) => availability === 'offline')
  const cause: Cause =
    asleep === undefined ? { kind: 'no_agent', subject: demand } : { kind: 'offline', subject: asleep.id }
  known.set(demand, cause)
  return cause
}

export const skillsOf = ({ definition }: TaskState): string[] =>
  [...new Set(definition.requiredSkills)].sort()
