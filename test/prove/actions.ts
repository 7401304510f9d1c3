import type { AttemptContext } from '../../src-main/engine/ports.ts'
import { present } from '../../src-shared/assert.ts'
import type { Command } from '../../src-shared/commands.ts'
import { type AttemptId, approvalIdSchema, type RunId, runIdSchema } from '../../src-shared/ids.ts'
import type { Approval } from '../../src-shared/model/approval.ts'
import type { Json } from '../../src-shared/model/json.ts'
import { failureReasons, type TaskResult } from '../../src-shared/model/runs/attempt.ts'
import { takeCrashImage } from '../engine/crash-image.ts'
import { hour, minute, people } from './life-plan.ts'
import { dispatch, newId, nextImage, requireEqual, restart, settle, tally, type World } from './world.ts'

/** Numbers that select the objects of an action. Without a matching object, the action does nothing. */
export type Picks = readonly [number, number, number, number]

export const choose = <T>(items: readonly T[], by: number): T | undefined =>
  items[by % Math.max(1, items.length)]

const resultOf = (by: number): TaskResult => ({
  text: `said ${by}`,
  data: { n: by % 10, ...(by % 2 === 0 && { model: `openai/m${by % 3}` }) },
})

const euros = (amountMinor: number) => ({ amountMinor, currency: 'EUR' })

const working = (world: World): AttemptContext[] => world.program.hand.list()

/** Attempts of external workers. */
export const leased = ({ judge }: World): AttemptId[] =>
  [...judge.model.live.values()]
    .filter(({ leaseUntil }) => leaseUntil !== null)
    .map(({ id }) => attemptIdOf(id))

function attemptIdOf(text: string): AttemptId {
  const [run = '', rest = ''] = [text.slice(0, text.indexOf('/')), text.slice(text.indexOf('/') + 1)]
  const hash = rest.lastIndexOf('#')
  return `${runIdSchema.parse(run)}/${rest.slice(0, hash)}#${Number(rest.slice(hash + 1))}`
}

const openRuns = ({ judge }: World): RunId[] =>
  [...judge.model.runs.values()].filter(({ isOver }) => !isOver).map(({ id }) => runIdSchema.parse(id))

/** Open runs with the keys of their tasks. */
const places = (world: World): { runId: RunId; taskKey: string }[] =>
  openRuns(world).flatMap((runId) =>
    [...(world.judge.model.runs.get(runId)?.tasks.keys() ?? [])].map((taskKey) => ({ runId, taskKey })),
  )

export async function finish(world: World, [count, ...picks]: Picks): Promise<void> {
  for (let left = 1 + (count % 3); left > 0; left -= 1) {
    const by = picks[left % 3] ?? 0
    const attempt = choose(working(world), by)
    if (attempt !== undefined)
      world.program.hand.end(attempt.attemptId, { type: 'result', result: resultOf(by) })
    const pulled = choose(leased(world), by)
    if (pulled !== undefined && by % 2 === 0) await finishPulled(world, pulled, by)
  }
}

export async function finishPulled(world: World, attemptId: AttemptId, by: number): Promise<void> {
  const spent = by % 3 === 0 ? { spent: euros(by % 60) } : {}
  await dispatch(world, { type: 'attempt.finish', attemptId, result: resultOf(by), ...spent })
}

const reasons = failureReasons.filter(
  (reason) => !['over_budget', 'interrupted', 'cancelled'].includes(reason),
)

export async function fail(world: World, [pick, by]: Picks): Promise<void> {
  const reason = choose(reasons, by) ?? 'agent_error'
  const failure = { reason, message: `broke: ${reason}` }
  const attempt = choose(working(world), pick)
  if (attempt !== undefined) world.program.hand.end(attempt.attemptId, { type: 'failure', failure })
  const attemptId = choose(leased(world), pick)
  if (attempt === undefined && attemptId !== undefined)
    await dispatch(world, { type: 'attempt.fail', attemptId, failure })
}

export async function speak(world: World, [pick, what, by]: Picks): Promise<void> {
  const { hand } = world.program
  const attempt = choose(working(world), pick)
  const pulled = choose(leased(world), pick)
  const attemptId = what % 2 === 0 || pulled === undefined ? attempt?.attemptId : pulled
  if (attemptId === undefined) return
  switch (what % 7) {
    case 0:
    case 1:
      return void (await dispatch(world, { type: 'attempt.meter', attemptId, spent: euros(by % 80) }))
    case 2:
      return hand.end(attemptId, { type: 'question', question: { text: `which ${by}?` } })
    case 3:
    case 4:
      return void (await dispatch(world, reportOf(attemptId, by)))
    case 5:
      return hand.say(attemptId, { type: 'usage', spent: euros(by % 80) })
    default:
      return void (await dispatch(world, { type: 'attempt.block', attemptId, message: `held by ${by}` }))
  }
}

const reportOf = (attemptId: AttemptId, by: number): Command => ({
  type: 'attempt.report',
  attemptId,
  percent: by % 101,
  lines: by % 2 === 0 ? [{ level: 'info', text: `at ${by}` }] : [],
  ...(by % 3 === 0 && { leaseMs: hour }),
})

export async function deafen(world: World, [pick]: Picks): Promise<void> {
  const attempt = choose(working(world), pick)
  if (attempt !== undefined) world.program.hand.deafen(attempt.attemptId)
}

export async function answer(world: World, [pick, how, who, twist]: Picks): Promise<void> {
  const gate = choose(world.program.store.approvals.listOpen(), pick)
  if (gate === undefined) return
  // The first allowed answer is more likely, because approvals let the runs continue.
  const said = choose([gate.allows[0] ?? 'reject', ...gate.allows], how) ?? 'reject'
  const by = gate.assignee ?? choose(people, who) ?? 'ann'
  const hash = twist % 12 === 0 ? 'of something else' : gate.hash
  const command = { ...answerOf(gate, said, by), hash }
  const outcome = await dispatch(world, command)
  if (hash !== gate.hash && outcome?.ok)
    throw new Error(`E6 ${gate.id} was answered with a hash that is not its own`)
}

export function answerOf(gate: Approval, said: Approval['allows'][number], by: string) {
  const approvalId = approvalIdSchema.parse(gate.id)
  const edit: Json = gate.kind === 'result_review' ? { text: 'edited', data: { n: 7 } } : { priority: 'high' }
  const response = said === 'edit' ? edit : null
  return {
    type: 'approval.answer',
    approvalId,
    hash: gate.hash,
    answer: said,
    by,
    note: null,
    response,
  } as const
}

export async function delegate(world: World, [pick, who]: Picks): Promise<void> {
  const gate = choose(world.program.store.approvals.listOpen(), pick)
  if (gate === undefined || gate.quorum > 1) return
  const by = gate.assignee ?? 'ann'
  const to = choose(people, who) ?? 'bob'
  await dispatch(world, { type: 'approval.delegate', approvalId: approvalIdSchema.parse(gate.id), by, to })
}

export async function steer(world: World, [pick, what, by]: Picks): Promise<void> {
  const place = choose(places(world), pick)
  if (place === undefined) return
  const { runId } = place
  const commands: readonly Command[] = [
    { type: 'run.pause', runId },
    { type: 'run.resume', runId },
    { type: 'run.resume', runId },
    { type: 'task.cancel', ...place, branch: false },
    { type: 'task.cancel', ...place, branch: true },
    { type: 'task.unblock', ...place },
    { type: 'task.unblock', ...place },
    {
      type: 'task.edit',
      ...place,
      changes: by % 2 === 0 ? { priority: 'critical' } : { title: `Title ${by}` },
    },
    { type: 'task.edit', ...place, changes: { pin: by % 3 === 0 ? null : `a${by % 4}` } },
    { type: 'task.edit', ...place, changes: { pin: by % 3 === 0 ? null : `a${by % 4}` } },
    { type: 'budget.set', account: `run:${runId}`, cap: euros(by) },
    {
      type: 'budget.set',
      account: choose(['project:north', 'project:south'] as const, by) ?? 'project:north',
      cap: euros(by),
    },
    { type: 'run.cancel', runId },
  ]
  await dispatch(world, present(choose(commands, what), 'command'))
}

export async function claim(world: World, [pick, lease]: Picks): Promise<void> {
  const { model } = world.judge
  const promised = places(world).flatMap((place) => {
    const task = model.runs.get(place.runId)?.tasks.get(place.taskKey)
    const agentId = task?.agentId ?? null
    const isPulled = agentId !== null && model.agents.get(agentId)?.kind === 'external'
    return isPulled && task?.status === 'todo' ? [{ ...place, agentId }] : []
  })
  const chosen = choose(promised, pick)
  if (chosen === undefined) return
  await dispatch(world, { type: 'task.claim', ...chosen, leaseMs: lease % 2 === 0 ? minute : hour })
}

/** Late signals of ended attempts and of attempts of an earlier process are refused and change nothing (E2, E3). */
export async function sayLate(world: World, [pick, what]: Picks): Promise<void> {
  const { store, engine, hand } = world.program
  const deaf = choose(hand.listDeaf(), pick)
  if (deaf !== undefined) hand.end(deaf, { type: 'result', result: resultOf(pick) })
  await settle(world)
  const begun = store.events
    .listAfter(0, 1_000_000)
    .flatMap(({ body }) => (body.type === 'attempt.started' ? [body.attemptId] : []))
  const live = new Set(
    [...world.judge.model.live.values()].filter(({ stop }) => stop === null).map(({ id }) => id),
  )
  const ended = begun.filter((id) => !live.has(id))
  // Prefers an attempt whose task already has a newer attempt, because its signals would do the most harm.
  const isReplaced = (id: string) =>
    [...live].some((other) => other.startsWith(id.slice(0, id.lastIndexOf('#') + 1)))
  const replaced = ended.filter(isReplaced)
  const attemptId = choose(replaced.length > 0 ? replaced : ended, pick)
  if (attemptId === undefined) return
  const before = store.dumpProjections()
  const commands: readonly Command[] = [
    { type: 'attempt.finish', attemptId, result: resultOf(0) },
    { type: 'attempt.fail', attemptId, failure: { reason: 'agent_error', message: 'late' } },
    { type: 'attempt.meter', attemptId, spent: euros(1) },
  ]
  const outcome = await engine.dispatch(present(choose(commands, what), 'command'))
  requireEqual(outcome.ok ? 'accepted' : outcome.error.code, 'E_STALE', `E2 ${attemptId} says something late`)
  requireEqual(store.dumpProjections(), before, 'tables after a late word')
  tally(world, 'late words refused')
}

/** Repeats a command, as after a lost answer. The answer is the same and nothing else happens (D8). */
export async function repeat(world: World, [pick]: Picks): Promise<void> {
  const { store, engine } = world.program
  const kept = choose(world.acknowledged, pick)
  if (kept === undefined) return
  const before = store.events.lastSeq()
  const outcome = await engine.dispatch(kept.command, { id: kept.id })
  requireEqual(
    outcome,
    { ok: true, value: kept.answer },
    `the answer to ${kept.command.type} when it is repeated`,
  )
  requireEqual(store.events.lastSeq(), before, 'events after a repeated command')
  tally(world, 'repeated commands')
}

/** Crashes at the moment of an acknowledgement. The acknowledged change must survive (D7). */
export async function crashAtAnswer(world: World, [pick, what]: Picks): Promise<void> {
  const place = choose(places(world), pick)
  if (place === undefined) return
  const id = `command-${newId(world)}`
  const command: Command =
    what % 2 === 0
      ? { type: 'task.cancel', ...place, branch: false }
      : { type: 'task.edit', ...place, changes: { dueAt: what } }
  const image = nextImage(world)
  const { dir, engine } = world.program
  const outcome = await engine.dispatch(command, { id })
  takeCrashImage(dir, image)
  await restart(world, image)
  if (!outcome.ok) return
  const seq = world.program.store.events.lastSeq()
  if (world.program.store.receipts.find(id) === null)
    throw new Error(`P1 ${command.type} was acknowledged and is lost`)
  world.acknowledged.push({ id, command, answer: outcome.value, seq })
}

export async function jump(world: World, [by]: Picks): Promise<void> {
  world.clock.jump(by % 2 === 0 ? hour : -hour)
  tally(world, 'clock jumps')
}
