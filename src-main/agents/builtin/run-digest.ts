import { z } from 'zod'
import { isRunOver, runOutcomeSchema, runStatusSchema } from '#shared/model/runs/run.ts'
import { describeRunState } from '#shared/model/runs/run-text.ts'
import type { PastEvent } from '../knowledge.ts'

export type Try = {
  readonly attemptId: string
  readonly runId: string
  readonly taskKey: string
  readonly agentId: string
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly outcome: 'running' | 'finished' | 'failed' | 'interrupted' | 'cancelled'
  readonly message: string
}

export type RunAccount = {
  readonly runId: string
  readonly title: string
  readonly startedAt: number | null
  readonly endedAt: number | null
  /** Null while the run is active. */
  readonly status: string | null
  /** Null while the run is active, and for runs from before outcomes were recorded. */
  readonly outcome: string | null
  readonly tasks: number | null
}

export type RepeatedFailure = { readonly taskKey: string; readonly message: string; readonly count: number }

/** The events of the log, summarized. Lists start with the newest entry. */
export type Digest = ReturnType<typeof digestEvents>

const text = z.string().catch('')
/** The fields read from an event; a missing or invalid field is empty. */
const factsSchema = z.object({
  attemptId: text,
  agentId: text,
  title: text,
  status: text,
  outcome: text,
  answer: text,
  message: text,
  failure: z.object({ message: text }).catch({ message: '' }),
  tasks: z.array(z.unknown()).catch([]),
})
type Facts = z.infer<typeof factsSchema>
type Fact = PastEvent & { readonly facts: Facts }

/** Digest of events in any order, without the events of the requesting attempt. */
export function digestEvents(events: readonly PastEvent[], ownAttemptId: string) {
  const facts = events
    .map((event) => ({ ...event, facts: factsSchema.catch(() => factsSchema.parse({})).parse(event.body) }))
    .filter((event) => event.facts.attemptId !== ownAttemptId)
    .sort((a, b) => a.seq - b.seq)
  const tries = listTries(facts)
  const newestFirst = facts.toReversed()
  return {
    from: facts[0]?.at ?? null,
    to: facts.at(-1)?.at ?? null,
    events: facts.length,
    countsByType: countBy(facts, ({ type }) => type).map(([type, count]) => ({ type, count })),
    runs: listRuns(facts),
    tries,
    /** Failures that a task repeated, most frequent first. */
    repeatedFailures: listRepeated(tries),
    answers: newestFirst.flatMap(({ type, taskKey, at, facts: { answer } }) =>
      type === 'approval.answered' ? [{ taskKey: taskKey ?? '', answer, at }] : [],
    ),
    unassigned: newestFirst.flatMap(({ type, taskKey, facts: { message } }) =>
      type === 'task.unassigned' ? [{ taskKey: taskKey ?? '', message }] : [],
    ),
  }
}

const outcomes: Readonly<Record<string, Try['outcome']>> = {
  'attempt.finished': 'finished',
  'attempt.failed': 'failed',
  'attempt.interrupted': 'interrupted',
  'attempt.cancelled': 'cancelled',
}

function listTries(facts: readonly Fact[]): Try[] {
  const tries = new Map<string, Try>()
  for (const { type, at, runId, taskKey, facts: body } of facts) {
    const { attemptId, agentId } = body
    if (attemptId === '') continue
    const known = tries.get(attemptId) ?? {
      attemptId,
      runId: runId ?? '',
      taskKey: taskKey ?? '',
      agentId: '',
      startedAt: null,
      endedAt: null,
      outcome: 'running',
      message: '',
    }
    const outcome = outcomes[type]
    if (type === 'attempt.started') tries.set(attemptId, { ...known, agentId, startedAt: at })
    else if (outcome === undefined) tries.set(attemptId, known)
    else
      tries.set(attemptId, { ...known, endedAt: at, outcome, message: body.failure.message || body.message })
  }
  const lastSeen = (each: Try) => each.endedAt ?? each.startedAt ?? 0
  // Ties: the event later in the log comes first.
  return [...tries.values()].reverse().sort((a, b) => lastSeen(b) - lastSeen(a))
}

function listRuns(facts: readonly Fact[]): RunAccount[] {
  const runs = new Map<string, RunAccount>()
  for (const { type, at, runId, facts: body } of facts) {
    if (runId === null) continue
    const known = runs.get(runId) ?? {
      runId,
      title: '',
      startedAt: null,
      endedAt: null,
      status: null,
      outcome: null,
      tasks: null,
    }
    if (type === 'run.created') {
      runs.set(runId, { ...known, title: body.title, startedAt: at, tasks: body.tasks.length })
    } else if (type === 'run.settled' && isEnd(body.status)) {
      runs.set(runId, { ...known, endedAt: at, status: body.status, outcome: body.outcome || null })
    } else {
      runs.set(runId, known)
    }
  }
  return [...runs.values()].reverse()
}

/** Blocked and paused runs settle, too, and can continue. */
const isEnd = (status: string): boolean => {
  const known = runStatusSchema.safeParse(status)
  return known.success && isRunOver(known.data)
}

/** Describes the outcome of a run, or its state while active. */
export function nameOfEnd({ status, outcome }: Pick<RunAccount, 'status' | 'outcome'>): string {
  const ended = runStatusSchema.safeParse(status)
  if (!ended.success) return 'running'
  const known = runOutcomeSchema.safeParse(outcome)
  return describeRunState({ status: ended.data, outcome: known.data ?? null }).toLowerCase()
}

function listRepeated(tries: readonly Try[]): RepeatedFailure[] {
  const failed = tries.filter(({ outcome }) => outcome === 'failed')
  return countBy(failed, ({ taskKey, message }) => JSON.stringify([taskKey, message])).flatMap(
    ([name, count]) => {
      const one = failed.find(({ taskKey, message }) => JSON.stringify([taskKey, message]) === name)
      return one === undefined || count < 2 ? [] : [{ taskKey: one.taskKey, message: one.message, count }]
    },
  )
}

/** Counts, most frequent first; ties by name. */
export function countBy<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
): [name: string, count: number][] {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1)
  return [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
}
