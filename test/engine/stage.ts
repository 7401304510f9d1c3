import { onTestFinished } from 'vitest'
import type { AgentAdapter, AttemptContext, AttemptSignal } from '../../src-main/engine/ports.ts'
import type { Answer } from '../../src-main/engine/rules/rule.ts'
import { present } from '../../src-shared/assert.ts'
import type { Command } from '../../src-shared/commands.ts'
import type { AttemptId, RunId } from '../../src-shared/ids.ts'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import type { Approval } from '../../src-shared/model/approval.ts'
import type { Money } from '../../src-shared/model/money.ts'
import type { PlanDocument } from '../../src-shared/model/plan.ts'
import type { FailureReason } from '../../src-shared/model/runs/attempt.ts'
import type { TaskDefinition } from '../../src-shared/model/task-definition.ts'
import { agentOf, createHarness, planOf } from '../support/engine.ts'
import { takeCrashImage } from './crash-image.ts'
import { type AttemptsByHand, createTestRun, type Harness, refusalOf, startRun } from './test-run.ts'

export const eur = (amountMinor: number): Money => ({ amountMinor, currency: 'EUR' })
export const result = (text = 'did it'): AttemptSignal => ({ type: 'result', result: { text, data: null } })
export const usage = (amountMinor: number): AttemptSignal => ({ type: 'usage', spent: eur(amountMinor) })
export const failure = (reason: FailureReason): AttemptSignal => ({
  type: 'failure',
  failure: { reason, message: `broke: ${reason}` },
})

/** Attempts that emit signals in the order of the test. With `isDeaf`, attempts ignore cancellation. */
export function createTalkers(isDeaf = false): AttemptsByHand & { say: Say; hush(id: AttemptId): void } {
  const open = new Map<AttemptId, { context: AttemptContext; said: AttemptSignal[]; wake: () => void }>()
  const gone = new Set<AttemptId>()
  const started: AttemptId[] = []
  const aborted: AttemptId[] = []
  const adapter: AgentAdapter = {
    kind: 'scripted',
    async *start(context, signal) {
      const { attemptId: id } = context
      const talk = { context, said: [], wake: () => {} }
      started.push(id)
      open.set(id, talk)
      while (!gone.has(id)) {
        yield* talk.said.splice(0)
        await new Promise<void>((resolve, reject) => {
          talk.wake = resolve
          const stop = () => {
            if (!aborted.includes(id)) aborted.push(id)
            if (isDeaf) return
            open.delete(id)
            reject(signal.reason)
          }
          if (signal.aborted) stop()
          else signal.addEventListener('abort', stop)
        })
      }
    },
  }
  function say(id: AttemptId, ...said: AttemptSignal[]): void {
    const talk = present(open.get(id), `open attempt ${id}`)
    talk.said.push(...said)
    if (said.some(({ type }) => type === 'result' || type === 'failure' || type === 'question'))
      open.delete(id)
    talk.wake()
  }
  return {
    adapter,
    started,
    aborted,
    say,
    /** Ends an attempt that ignores cancellation. */
    hush(id) {
      const talk = present(open.get(id), `open attempt ${id}`)
      gone.add(id)
      open.delete(id)
      talk.wake()
    },
    waiting: () => [...open.values()].map(({ context }) => context),
    finish: (id, text) => say(id, result(text)),
    fail: (id, message = 'broke') =>
      say(id, { type: 'failure', failure: { reason: 'agent_error', message } }),
  }
}
type Say = (id: AttemptId, ...said: AttemptSignal[]) => void
type Talkers = ReturnType<typeof createTalkers>

export interface StageOptions {
  readonly agents?: readonly Agent[]
  readonly plan?: Partial<PlanDocument>
  readonly isDeaf?: boolean
  readonly globalLimit?: number
  readonly accountOf?: (agent: Agent) => string | null
  /** True: without fsyncs. For tests that simulate no power failure, because synchronous = FULL is slow. */
  readonly isFast?: boolean
}

/** A run of the tasks, started and settled. */
export async function openStage(tasks: TaskDefinition[], options: StageOptions = {}) {
  const { agents = [agentOf('ann', { capacity: 100 })], plan, isDeaf = false, isFast } = options
  const { globalLimit, accountOf } = options
  const hand = createTalkers(isDeaf)
  const harness = createHarness({
    adapter: hand.adapter,
    ...(globalLimit !== undefined && { globalLimit }),
    ...(accountOf !== undefined && { accountOf }),
  })
  // Closing would wait for deaf attempts, and the manual clock stands still.
  onTestFinished(() => hand.waiting().forEach(({ attemptId }) => void (isDeaf && hand.hush(attemptId))))
  if (isFast) harness.store.db.pragma('synchronous = OFF')
  if (agents.length > 0) await harness.register(...agents)
  const { runId } = await startRun(harness, planOf(tasks, plan))
  return createStage(harness, hand, runId)
}

/**
 * Starts an engine on a data folder after a crash, and recovers the run. The manual clock starts at its first instant.
 */
export async function reopenStage(dataDir: string, runId: RunId) {
  const hand = createTalkers()
  const harness = createHarness({ dataDir, adapter: hand.adapter })
  await harness.engine.dispatch({ type: 'engine.recover' })
  await harness.settle()
  return createStage(harness, hand, runId)
}

/** Helpers for a test of one run. */
export function createStage(harness: Harness, hand: Talkers, runId: RunId) {
  const testRun = createTestRun(harness, hand, runId)
  const { engine, store } = harness
  const idOf = (key: string): AttemptId =>
    present(
      hand.waiting().find((context) => context.runId === runId && context.taskKey === key),
      `attempt at ${key}`,
    ).attemptId
  async function act(command: Command, id?: string): Promise<Answer> {
    const outcome = await engine.dispatch(command, id === undefined ? {} : { id })
    if (!outcome.ok) throw new Error(`${command.type}: ${outcome.error.code} ${outcome.error.message}`)
    await harness.settle()
    return outcome.value
  }
  return {
    ...testRun,
    hand,
    idOf,
    /** Runs a command and its consequences. Throws if the command is refused. */
    act,
    /** Refusal of a command. Throws if the command succeeds or changes anything. */
    refused: (command: Command) => refusalOf(harness, command),
    async say(key: string, ...said: AttemptSignal[]) {
      hand.say(idOf(key), ...said)
      await harness.settle()
    },
    context: (key: string): AttemptContext =>
      present(
        hand.waiting().find((context) => context.attemptId === idOf(key)),
        key,
      ),
    gate: (key: string): Approval =>
      present(
        store.approvals.listOfTask(runId, key).find(({ answeredAt }) => answeredAt === null),
        `open gate of ${key}`,
      ),
    attempts: (key: string) => store.attempts.listOfTask(runId, key),
    account: (key: string) =>
      present(
        store.budgets.listAccounts().find((account) => account.key === key),
        `account ${key}`,
      ),
    movements: () =>
      store.budgets
        .listTransactions({ before: Number.MAX_SAFE_INTEGER, runId, projectId: null, limit: 100_000 })
        .toSorted((a, b) => a.seq - b.seq || kinds.indexOf(a.kind) - kinds.indexOf(b.kind)),
    async wait(ms: number) {
      await harness.clock.advance(ms)
      await harness.settle()
    },
    crash: () => reopenStage(takeCrashImage(harness.dataDir), runId),
  }
}
const kinds = ['reserve', 'settle', 'release', 'overrun']
export type Stage = ReturnType<typeof createStage>

/** A command that answers the current version of a gate. */
export function answerTo(
  { id, hash }: Pick<Approval, 'id' | 'hash'>,
  facts: Partial<Extract<Command, { type: 'approval.answer' }>> = {},
): Extract<Command, { type: 'approval.answer' }> {
  const approvalId = `gate_${id.slice('gate_'.length)}` as const
  const plain = { answer: 'approve', by: 'me', note: null, response: null } as const
  return { type: 'approval.answer', approvalId, hash, ...plain, ...facts }
}

/**
 * Runs a function at an instant, in the same turn as the engine's timers of that instant and before them. Call before
 * the timers are set.
 */
export function atInstant({ clock }: Pick<Harness, 'clock'>, ms: number, act: () => unknown): void {
  void clock.sleep(ms).then(act)
}
