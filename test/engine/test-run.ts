import type { AgentAdapter, AttemptContext, AttemptSignal } from '../../src-main/engine/ports.ts'
import { explainTask } from '../../src-main/engine/views/explain.ts'
import { present } from '../../src-shared/assert.ts'
import type { Command, CommandOf } from '../../src-shared/commands.ts'
import type { EventBody, EventType } from '../../src-shared/events.ts'
import type { AttemptId } from '../../src-shared/ids.ts'
import { type ApprovalId, attemptId, type RunId } from '../../src-shared/ids.ts'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import type { ApprovalAnswer } from '../../src-shared/model/approval.ts'
import type { PlanDocument } from '../../src-shared/model/plan.ts'
import type { WaitReason } from '../../src-shared/model/task.ts'
import type { TaskDefinition } from '../../src-shared/model/task-definition.ts'
import { agentOf, createHarness, type HarnessOptions, planOf } from '../support/engine.ts'

export type Harness = ReturnType<typeof createHarness>

/** Attempts that the test ends. The key is the attempt's id, so that several runs can share task keys. */
export function createAttemptsByHand() {
  const waiting = new Map<AttemptId, { context: AttemptContext; say: (said: AttemptSignal) => void }>()
  const started: AttemptId[] = []
  const aborted: AttemptId[] = []
  const adapter: AgentAdapter = {
    kind: 'scripted',
    async *start(context, signal) {
      const { attemptId: id } = context
      started.push(id)
      yield await new Promise<AttemptSignal>((resolve, reject) => {
        waiting.set(id, { context, say: resolve })
        signal.addEventListener('abort', () => {
          aborted.push(id)
          waiting.delete(id)
          reject(signal.reason)
        })
      })
    },
  }
  function end(id: AttemptId, said: AttemptSignal): void {
    present(waiting.get(id), `waiting attempt ${id}`).say(said)
    waiting.delete(id)
  }
  return {
    adapter,
    started,
    aborted,
    waiting: (): AttemptContext[] => [...waiting.values()].map(({ context }) => context),
    finish: (id: AttemptId, text = 'did it') => end(id, { type: 'result', result: { text, data: null } }),
    fail: (id: AttemptId, message = 'broke') =>
      end(id, { type: 'failure', failure: { reason: 'agent_error', message } }),
  }
}
export type AttemptsByHand = ReturnType<typeof createAttemptsByHand>

export interface TestRunOptions extends Omit<HarnessOptions, 'adapter'> {
  readonly agents?: readonly Agent[]
  readonly plan?: Partial<PlanDocument>
}

/** A run of the tasks, started and settled. The test ends its attempts. */
export async function startTestRun(tasks: TaskDefinition[], options: TestRunOptions = {}) {
  const { agents = [agentOf('ann', { capacity: 100 })], plan, ...rest } = options
  const hand = createAttemptsByHand()
  const harness = createHarness({ ...rest, adapter: hand.adapter })
  if (agents.length > 0) await harness.register(...agents)
  const { runId } = await startRun(harness, planOf(tasks, plan))
  return { hand, ...createTestRun(harness, hand, runId) }
}

export async function startRun(harness: Harness, plan: PlanDocument) {
  const built = await harness.build(plan)
  if (!built.ok) throw new Error(built.error.message)
  await harness.settle()
  return built
}

/** Helpers for a test of one run, by task keys. */
export function createTestRun(harness: Harness, hand: AttemptsByHand, runId: RunId) {
  const attemptOf = (key: string): AttemptId =>
    present(
      hand.waiting().find((context) => context.runId === runId && context.taskKey === key),
      `attempt at ${key}`,
    ).attemptId
  const { store, engine } = harness
  return {
    ...harness,
    runId,
    /** Keys of running attempts, in order of their start. */
    working: () =>
      hand
        .waiting()
        .filter((context) => context.runId === runId)
        .map(({ taskKey }) => taskKey),
    async finish(...keys: string[]) {
      for (const key of keys) hand.finish(attemptOf(key))
      await harness.settle()
    },
    async fail(key: string) {
      hand.fail(attemptOf(key))
      await harness.settle()
    },
    async answer(key: string, answer: ApprovalAnswer, note: string | null = null) {
      const approvalId = gateOf(harness, runId, key)
      const outcome = await engine.dispatch(answerOf(harness, approvalId, answer, note))
      await harness.settle()
      return outcome
    },
    async cancel() {
      const outcome = await engine.dispatch({ type: 'run.cancel', runId })
      await harness.settle()
      return outcome
    },
    attempt: (key: string, number = 1) => attemptId(runId, key, number),
    tasks: () => harness.statuses(runId),
    task: (key: string) => present(store.tasks.find(runId, key), `task ${key}`),
    run: () => present(store.runs.find(runId), `run ${runId}`),
    /** Waiting reason of a task in an open run. */
    reason: (key: string): WaitReason | null => reasonOf(harness, runId, key),
  }
}
export type TestRun = ReturnType<typeof createTestRun>

export function gateOf(harness: Harness, runId: RunId, key: string): ApprovalId {
  const gates = [...harness.engine.state.approvals]
  const found = gates.find(([, gate]) => gate.runId === runId && gate.taskKey === key)
  return present(found, `gate of ${key}`)[0]
}

/** A command that answers the current version of a gate. */
export function answerOf(
  { store }: Pick<Harness, 'store'>,
  approvalId: ApprovalId,
  answer: ApprovalAnswer,
  note: string | null = null,
): CommandOf<'approval.answer'> {
  const shown = store.approvals.find(approvalId)
  const response =
    answer === 'edit'
      ? shown?.kind === 'result_review'
        ? { text: 'edited', data: null }
        : { priority: 'high' }
      : null
  return { type: 'approval.answer', approvalId, hash: shown?.hash ?? '', answer, by: 'me', note, response }
}

/** Latest scorecard of a task. */
export function scorecardOf({ store }: Pick<Harness, 'store'>, runId: string, key: string) {
  const seq = store.tasks.find(runId, key)?.assignedSeq ?? null
  return seq === null ? null : store.events.findScorecard(seq, key)
}

export function reasonOf({ engine, limits }: Harness, runId: RunId, key: string): WaitReason | null {
  const run = present(engine.state.runs.get(runId), `open run ${runId}`)
  return explainTask(engine.state, limits, { run, task: present(run.tasks.get(key), `task ${key}`) })
}

/** All assignments of the log, in order: of new tasks and of changes. */
export const assignmentsOf = ({ store }: Pick<Harness, 'store'>): { taskKey: string; agentId: string }[] =>
  store.events.listAfter(0, 1_000_000).flatMap(({ body }) => {
    if (body.type === 'tasks.assigned') return [...body.assignments]
    return body.type === 'task.assigned' ? [body] : []
  })

/** Bodies of all events, or of the events of one type. */
export function eventsOf<Type extends EventType>(
  { store }: Pick<Harness, 'store'>,
  type: Type,
): Extract<EventBody, { type: Type }>[] {
  const isOfType = (body: EventBody): body is Extract<EventBody, { type: Type }> => body.type === type
  return store.events
    .listAfter(0, 1_000_000)
    .map(({ body }) => body)
    .filter(isOfType)
}

/** Dispatches a command that must be refused without a change of the log or tables. Returns the refusal. */
export async function refusalOf(harness: Pick<Harness, 'engine' | 'store'>, command: Command, id?: string) {
  const before = { seq: harness.store.events.lastSeq(), tables: harness.store.dumpProjections() }
  const outcome = await harness.engine.dispatch(command, id === undefined ? {} : { id })
  if (outcome.ok) throw new Error(`${command.type} was not refused`)
  const after = { seq: harness.store.events.lastSeq(), tables: harness.store.dumpProjections() }
  if (JSON.stringify(after) !== JSON.stringify(before)) throw new Error(`${command.type} changed something`)
  return outcome.error
}
