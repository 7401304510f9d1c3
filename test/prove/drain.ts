import { isPastGate } from '../../src-main/engine/rules/gates.ts'
import { runIdSchema } from '../../src-shared/ids.ts'
import type { Approval } from '../../src-shared/model/approval.ts'
import { escalationSkill } from '../../src-shared/model/decisions/decision.ts'
import { accountKeySchema } from '../../src-shared/model/money.ts'
import { agentOf } from '../support/engine.ts'
import { answerOf, claim, finishPulled, leased } from './actions.ts'
import { isOver, type Run } from './judge-model.ts'
import { accountsOf } from './judge-money.ts'
import { minute, people, skills } from './life-plan.ts'
import { dispatch, requireEqual, settle, tally, type World } from './world.ts'

/** Maximum number of rounds without an action. Longer than every timer of `life-plan.ts`. */
const patience = 60
const roundMs = 10 * minute

/**
 * Liveness: with agents, money and approvals for everything, every run must end, or wait for something that cannot be
 * provided.
 */
export async function drain(world: World): Promise<void> {
  await provide(world)
  await settle(world)
  let idle = 0
  for (let round = 0; idle < patience && listOpen(world).length > 0; round += 1) {
    if (round > 2000) throw new Error('a life does not come to its end')
    const hasMoved = await help(world)
    if (!hasMoved) await world.clock.advance(roundMs)
    idle = hasMoved ? 0 : idle + 1
    await settle(world)
  }
  await endHopeless(world)
  requireAtRest(world)
}

const listOpen = ({ judge }: World): Run[] => [...judge.model.runs.values()].filter((run) => !run.isOver)

async function provide(world: World): Promise<void> {
  const price = { amountMinor: 1, currency: 'EUR' }
  const able = { skills: [...skills, escalationSkill], availability: 'online' as const, capacity: 3, price }
  const known = [...world.judge.model.agents.values()].map((agent) => ({ ...agent, ...able }))
  const helpers = ['a0', 'a1', 'helper'].filter((id) => !known.some((agent) => agent.id === id))
  await dispatch(world, {
    type: 'agents.register',
    // An additional agent for tasks without required skills.
    agents: [...known, ...helpers.map((id) => agentOf(id, able)), agentOf('anybody', { price })],
  })
  for (const { key, cap, currency } of world.judge.model.accounts.values()) {
    if (cap === null) continue
    const more = { amountMinor: cap + 1_000_000, currency }
    await dispatch(world, { type: 'budget.set', account: accountKeySchema.parse(key), cap: more })
  }
}

/** Carries out all possible actions. False if there are none. */
async function help(world: World): Promise<boolean> {
  const { hand, store } = world.program
  const before = store.events.lastSeq()
  for (const { attemptId } of hand.list())
    hand.end(attemptId, { type: 'result', result: { text: 'did it', data: { n: 5 } } })
  for (const attemptId of leased(world)) await finishPulled(world, attemptId, 1)
  for (const gate of store.approvals.listOpen()) await dispatch(world, sayYes(gate))
  for (const run of listOpen(world)) {
    const runId = runIdSchema.parse(run.id)
    if (run.isPaused && !run.isStopping) await dispatch(world, { type: 'run.resume', runId })
    for (const [taskKey, task] of run.tasks) {
      const { isReported, agentId, definition } = task
      const isForNobody = agentId === null && definition.pin !== undefined && !isOver(task)
      if (isForNobody) await dispatch(world, { type: 'task.edit', runId, taskKey, changes: { pin: null } })
      if (isReported) await dispatch(world, { type: 'task.unblock', runId, taskKey })
    }
  }
  for (let pick = 0; pick < 3; pick += 1) await claim(world, [pick, 1, 0, 0])
  await settle(world)
  return store.events.lastSeq() !== before
}

const yes: Record<Approval['kind'], Approval['allows'][number]> = {
  task_gate: 'approve',
  result_review: 'approve',
  uncertain_outcome: 'happened',
  budget_top_up: 'approve',
  agent_question: 'respond',
  permission: 'approve',
}

function sayYes(gate: Approval) {
  const by = gate.assignee ?? people.find((each) => !gate.votes.some((vote) => vote.by === each)) ?? 'ann'
  return answerOf(gate, yes[gate.kind], by)
}

/**
 * Cancels runs that cannot continue. Either a price is in another currency than the budget, or an approved task has no
 * agent and its gate showed no other agent (E6).
 */
async function endHopeless(world: World): Promise<void> {
  const { model } = world.judge
  for (const run of listOpen(world)) {
    const stuck = [...run.tasks].filter(([, task]) => !isOver(task) && task.status === 'todo')
    const isHopeless = stuck.some(
      ([key, { definition, agentId }]) =>
        accountsOf(model, run.id, key).some(
          ({ currency }) => definition.cost !== undefined && definition.cost.currency !== currency,
        ) ||
        (agentId === null && isApproved(world, run, key)),
    )
    const what = [...run.tasks].map(([key, { status }]) => `${key} ${status}`).join(', ')
    if (!isHopeless) throw new Error(`${run.id} never ends (${run.status}): ${what}`)
    tally(world, 'runs that wait for what nobody can give')
    await dispatch(world, { type: 'run.cancel', runId: runIdSchema.parse(run.id) })
    await settle(world)
    await world.clock.advance(minute)
  }
  await settle(world)
}

function isApproved({ program: { engine } }: World, run: Run, taskKey: string): boolean {
  const task = engine.state.runs.get(runIdSchema.parse(run.id))?.tasks.get(taskKey)
  return task !== undefined && isPastGate(engine.state, task)
}

function requireAtRest(world: World): void {
  const { engine } = world.program
  requireEqual([...engine.state.runs.keys()], [], 'runs that never end')
  requireEqual(engine.state.live, 0, 'attempts in flight at the end')
  const busy = [...engine.state.agents.values()].filter(({ running, promised }) => running + promised !== 0)
  requireEqual(
    busy.map(({ agent }) => agent.id),
    [],
    'agents that still hold something at the end',
  )
  const held = [...engine.state.accounts.values()].filter(({ reservedMinor }) => reservedMinor !== 0)
  requireEqual(
    held.map(({ key }) => key),
    [],
    'E5 accounts that still hold something at the end',
  )
}
