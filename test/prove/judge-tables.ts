import { explainTask } from '../../src-main/engine/views/explain.ts'
import { present } from '../../src-shared/assert.ts'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import type { WaitReason } from '../../src-shared/model/task.ts'
import { findHold } from './judge-flow.ts'
import { isOver, liveOf, type Model, type Run, reviewsOf, type Task } from './judge-model.ts'
import { accountsOf } from './judge-money.ts'
import type { Program } from './world.ts'

/**
 * Differences between the tables and the log, between two turns (E5, E7), and work that should continue and does not.
 */
export function judgeTables(model: Model, program: Program, limits: { global: number }): string[] {
  const faults: string[] = []
  for (const run of model.runs.values()) if (!run.isOver) judgeRun({ model, run, program, limits, faults })
  judgeAccounts(model, program, faults)
  judgeGates(model, program, faults)
  return faults
}

interface Hearing {
  readonly model: Model
  readonly run: Run
  readonly program: Program
  readonly limits: { readonly global: number }
  readonly faults: string[]
}

function judgeRun(hearing: Hearing): void {
  const { model, run, program, faults } = hearing
  const row = program.store.runs.find(run.id)
  if (row?.status !== run.status)
    faults.push(`${run.id} is ${row?.status} in its table, ${run.status} in the log`)
  if (run.status === 'waiting' && liveOf(model, run.id).length > 0) faults.push(`${run.id} waits and works`)
  for (const stored of program.store.tasks.listOfRun(run.id)) {
    const { key } = stored.definition
    const task = present(run.tasks.get(key), key)
    const name = `${run.id}/${key}`
    if (task.due !== null) faults.push(`${name} waits for a gate ${task.due} that nobody posted`)
    if (stored.status !== task.status)
      faults.push(`${name} is ${stored.status} in its table, ${task.status} in the log`)
    if (stored.live?.number !== (task.live === null ? undefined : task.attempts))
      faults.push(`${name}: its live attempt`)
    const isAsking = task.status === 'awaiting_approval' || task.status === 'awaiting_input'
    if (isAsking !== (task.gate?.end === null)) faults.push(`${name} is ${task.status} and its gate is not`)
    if (task.live !== null) judgeLive(hearing, task, name)
    judgeReason(hearing, task, name)
  }
  judgeStatus(hearing)
}

/** Checks that each live attempt in the tables has a running agent. */
function judgeLive({ program, faults }: Hearing, task: Task, name: string): void {
  const { live } = task
  if (live === null || live.leaseUntil !== null || live.stop !== null) return
  const isThere = program.hand.list().some(({ attemptId }) => attemptId === live.id)
  if (!isThere && !program.hand.listDeaf().some((id) => id === live.id))
    faults.push(`${name} is live and nobody works at it`)
}

function judgeStatus({ model, run, faults }: Hearing): void {
  const tasks = [...run.tasks.values()]
  const isLeft = tasks.some((task) => !isOver(task))
  const { goal } = run
  if (!isLeft && (goal === null || goal.end !== null))
    faults.push(`${run.id} has no open task and is ${run.status}`)
  if (!isLeft && goal?.undecided.size === 0)
    faults.push(`${run.id} has nothing open, nothing to decide and no end`)
  const isHeld = run.isStopping ? 'stopping' : run.isPaused ? 'paused' : null
  if (isHeld !== null && run.status !== isHeld)
    faults.push(`${run.id} is ${isHeld}, and it says ${run.status}`)
  if (isHeld !== null || run.status !== 'waiting') return
  if (tasks.some(({ status, retryAt }) => status === 'todo' && retryAt !== null))
    faults.push(`${run.id} waits and a retry is due`)
  if (liveOf(model, run.id).length > 0) faults.push(`${run.id} waits and works`)
}

/** E7: one true reason for each waiting task. Also finds tasks that could continue and do not. */
function judgeReason(hearing: Hearing, task: Task, name: string): void {
  const { program, run, limits, faults } = hearing
  if (isOver(task) || task.status === 'in_progress') return
  const state = program.engine.state
  const known = [...state.runs.values()].find(({ id }) => id === run.id)
  const found = known?.tasks.get(task.definition.key)
  const reason =
    known === undefined || found === undefined
      ? null
      : explainTask(state, limits, { run: known, task: found })
  const isTrue = reason !== null && reason.message !== '' && isReasonTrue(hearing, task, reason.code)
  if (!isTrue) faults.push(`E7 ${name} is ${task.status} because ${JSON.stringify(reason)}`)
}

function isReasonTrue(hearing: Hearing, task: Task, code: WaitReason['code']): boolean {
  switch (task.status) {
    case 'blocked':
      return code === (task.isReported ? 'reported' : findHold(hearing.run, task))
    case 'awaiting_approval':
      return code === 'approval'
    case 'awaiting_input':
      return code === 'question'
    default:
      return isReadyReasonTrue(hearing, task, code)
  }
}

function isReadyReasonTrue({ model, run, limits }: Hearing, task: Task, code: WaitReason['code']): boolean {
  const agent = task.agentId === null ? undefined : model.agents.get(task.agentId)
  switch (code) {
    case 'no_agent':
      return agent === undefined
    case 'paused':
      return run.isPaused
    case 'backoff':
      return task.retryAt !== null
    case 'budget':
      return task.isRefused && accountsOf(model, run.id, task.definition.key).some(({ cap }) => cap !== null)
    case 'review_limit':
      return run.reviewLimit !== null && reviewsOf(run) >= run.reviewLimit
    case 'run_limit':
      return liveOf(model, run.id).length >= run.limit
    case 'global_limit':
      return model.live.size >= limits.global
    case 'external':
      return agent?.kind === 'external'
    case 'agent_busy':
      // A task assigned to an external worker stays assigned while the worker is busy.
      return agent?.kind === 'external' ? !isFree(model, agent) : !canAnybody(model, run, task)
    default:
      return false
  }
}

function isFree({ live }: Model, { id, availability, capacity }: Agent): boolean {
  const busy = [...live.values()].filter(({ agentId }) => agentId === id).length
  return availability !== 'offline' && busy < capacity
}

/** True if an agent that the engine starts is available, able and free. */
function canAnybody(model: Model, run: Run, task: Task): boolean {
  const { requiredSkills, pin } = task.definition
  return [...model.agents.values()].some((agent) => {
    const { id, kind, skills } = agent
    const isForAnything = kind === 'external' || (kind === 'builtin' && skills.length === 0)
    const isMatched = pin === id || isForAnything || requiredSkills.length > 0
    const isOfCrew = run.crew === null ? isMatched : run.crew.includes(id)
    if (pin !== undefined && pin !== id) return false
    const isAble = requiredSkills.every((skill) => skills.includes(skill))
    // The approved gate did not show another model.
    const isShown = kind !== 'model' || !task.isPassed || task.agentId === id
    return isOfCrew && isAble && isShown && kind !== 'external' && isFree(model, agent)
  })
}

function judgeAccounts(model: Model, { store }: Program, faults: string[]): void {
  const rows = new Map(store.budgets.listAccounts().map((account) => [String(account.key), account]))
  if (rows.size !== model.accounts.size)
    faults.push(`there are ${rows.size} accounts, not ${model.accounts.size}`)
  for (const { key, cap, reserved, settled } of model.accounts.values()) {
    const row = rows.get(key)
    const found = [row?.capMinor, row?.reservedMinor, row?.settledMinor].join(' ')
    const should = [cap, reserved, settled].join(' ')
    if (found !== should)
      faults.push(`E5 ${key} (cap, held, spent) is ${found}, and the events say ${should}`)
  }
}

function judgeGates(model: Model, { store }: Program, faults: string[]): void {
  const open = store.approvals.listOpen().map(({ id }) => id)
  const should = [...model.gates].flatMap(([id, { end }]) => (end === null ? [id] : []))
  if (open.toSorted().join() !== should.toSorted().join())
    faults.push(`open gates: ${open.join()}, not ${should.join()}`)
}

/** Compares the table of movements with the sums of the events, attempt by attempt (E5). */
export function judgeMovements(model: Model, { store }: Program): string[] {
  const sums = new Map<string, Record<string, number>>()
  const all = { before: Number.MAX_SAFE_INTEGER, runId: null, projectId: null, limit: 1_000_000 }
  for (const { runId, taskKey, attempt, kind, amountMinor } of store.budgets.listTransactions(all)) {
    const id = `${runId}/${taskKey}#${attempt}`
    const each = sums.get(id) ?? {}
    each[kind] = (each[kind] ?? 0) + amountMinor
    sums.set(id, each)
  }
  const text = (map: ReadonlyMap<string, Record<string, number>>) =>
    [...map].map(([id, each]) => `${id} ${JSON.stringify(Object.entries(each).toSorted())}`).toSorted()
  const [found, should] = [text(sums), text(model.movements)]
  return found.join('\n') === should.join('\n')
    ? []
    : [
        `E5 movements: ${found.filter((each) => !should.includes(each))} not ${should.filter((each) => !found.includes(each))}`,
      ]
}
