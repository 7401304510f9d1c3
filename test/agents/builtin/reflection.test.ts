import { describe, expect, it } from 'vitest'
import { digestEvents } from '../../../src-main/agents/builtin/run-digest.ts'
import type { PastEvent } from '../../../src-main/agents/knowledge.ts'
import { answerOf, contextOf, failureOf } from '../builders.ts'

const start = Date.UTC(2026, 2, 31, 9)
const requiredSkills = ['reflection']

/** Events in the format of the log, one second apart unless `at` sets the time. */
function eventsOf(
  bodies: readonly { type: string; at?: number; runId?: string; taskKey?: string; [fact: string]: unknown }[],
): PastEvent[] {
  return bodies.map(({ at, ...body }, index) => ({
    seq: index + 1,
    at: start + (at ?? index * 1000),
    type: body.type,
    runId: body.runId ?? null,
    taskKey: body.taskKey ?? null,
    body,
  }))
}
const attempt = (key: string, number: number) => ({
  runId: 'run_a',
  taskKey: key,
  attemptId: `run_a/${key}#${number}`,
})
const disk = { failure: { reason: 'agent_error', message: 'The disk is full.' } }

const history = eventsOf([
  { type: 'run.created', runId: 'run_a', title: 'Release 1.2', tasks: [{ key: 'api' }, { key: 'page' }] },
  {
    type: 'task.unassigned',
    runId: 'run_a',
    taskKey: 'page',
    message: 'No qualified agent found: frontend.',
  },
  { type: 'attempt.started', ...attempt('api', 1), agentId: 'sam', number: 1, at: 2000 },
  { type: 'attempt.failed', ...attempt('api', 1), ...disk, at: 2500 },
  { type: 'attempt.started', ...attempt('api', 2), agentId: 'sam', number: 2, at: 3000 },
  { type: 'attempt.failed', ...attempt('api', 2), ...disk, at: 4000 },
  { type: 'attempt.started', ...attempt('api', 3), agentId: 'tess', number: 3, at: 5000 },
  { type: 'attempt.finished', ...attempt('api', 3), result: { text: 'ok', data: null }, at: 70_000 },
  { type: 'approval.answered', runId: 'run_a', taskKey: 'release', answer: 'approve', at: 80_000 },
  { type: 'run.settled', runId: 'run_a', status: 'waiting', outcome: null, at: 60_000 },
  { type: 'run.settled', runId: 'run_a', status: 'done', outcome: 'succeeded_with_gaps', at: 90_000 },
  { type: 'run.created', runId: 'run_1', title: 'Look back', tasks: [{}], at: 100_000 },
  {
    type: 'attempt.started',
    runId: 'run_1',
    taskKey: 'task-001',
    attemptId: contextOf().attemptId,
    agentId: 'hal',
  },
])

describe('reflection', () => {
  it('reports runs, attempts, times, repeated failures and answers, the most recent first', async () => {
    const { text, logs } = await answerOf({ requiredSkills }, { events: history })
    expect(text).toContain('_From the event log: 12 events, 2026-03-31 09:00 to 2026-03-31 09:01 UTC.')
    expect(text).toContain('- 2 runs: 1 running, 1 succeeded with gaps.')
    expect(text).toContain('- 3 attempts: 1 finished, 2 failed.')
    expect(text).toContain('- The longest attempt was task `api` by tess: 1 min 5 s.')
    expect(text).toContain('- Task `api` failed 2 times with the same error: The disk is full.')
    expect(text).toContain('- A person answered “approve” for task `release` at 2026-03-31 09:01.')
    expect(text).toContain('- No agent took task `page`: No qualified agent found: frontend.')
    expect(text).toContain('| Release 1.2 | 2026-03-31 09:00 | 2 | succeeded with gaps | 1 min 30 s |')
    expect(text.indexOf('| tess | finished |')).toBeLessThan(
      text.indexOf('| sam | failed: The disk is full. | 1.0 s |'),
    )
    expect(text.indexOf('| 1.0 s |')).toBeLessThan(text.indexOf('| 500 ms |'))
    expect(text).toContain('| `attempt.failed` | 2 |')
    expect(logs).toEqual(['Read 12 events of the log, without the events of this attempt.'])
  })

  it('excludes its own attempt', async () => {
    const { text, data } = await answerOf({ requiredSkills }, { events: history })
    expect(text).not.toContain('task-001')
    expect(data).toMatchObject({ reflection: { events: 12, attempts: [{ agentId: 'tess' }, {}, {}] } })
  })

  it('fails without earlier activity', async () => {
    expect(await failureOf({ requiredSkills })).toEqual({
      reason: 'nothing_to_do',
      message: 'Earlier work is missing: the event log has only this attempt. Run another task first.',
    })
  })

  it('can be summarized', async () => {
    const { data } = await answerOf(
      { requiredSkills: ['summarization', 'reflection'], description: 'Reflect in one sentence' },
      { events: history },
    )
    expect(data).toMatchObject({
      summarization: { sources: ['event log'], sentences: [{ source: 'event log' }] },
    })
  })

  it('keeps its tables valid for all names and messages', async () => {
    const events = eventsOf([
      { type: 'run.created', runId: 'run_a', title: 'a | b\n# c `d`', tasks: [] },
      { type: 'attempt.started', ...attempt('k', 1), agentId: 'sam' },
      { type: 'attempt.failed', ...attempt('k', 1), failure: { message: 'x | y\n| z |' } },
    ])
    const { text } = await answerOf({ requiredSkills }, { events })
    expect(text).toContain('| a \\| b # c `d` |')
    expect(text).toContain('failed: x \\| y \\| z \\| |')
  })
})

describe('digestEvents', () => {
  it('is independent of the order of the events', () => {
    expect(digestEvents(history.toReversed(), 'none')).toEqual(digestEvents(history, 'none'))
  })

  it('counts unknown events and events with changed bodies', () => {
    const bodies = [null, 'text', 7, [], { attemptId: 7, failure: 'no', tasks: 'none' }]
    const events = bodies.map((body, seq) => ({
      seq,
      at: seq,
      type: 'odd',
      runId: null,
      taskKey: null,
      body,
    }))
    expect(digestEvents(events, 'none')).toMatchObject({
      events: 5,
      tries: [],
      countsByType: [{ type: 'odd', count: 5 }],
    })
  })

  it('counts an attempt whose start is missing', () => {
    const [last] = eventsOf([{ type: 'attempt.finished', ...attempt('api', 1), result: {} }])
    const { tries } = digestEvents(last === undefined ? [] : [last], 'none')
    expect(tries).toMatchObject([{ taskKey: 'api', startedAt: null, endedAt: start, outcome: 'finished' }])
  })
})

describe('a digest of the log', () => {
  it('counts a blocked run as open, and names the outcome of an ended run', () => {
    const created = { type: 'run.created', runId: 'run_b', title: 'B', tasks: [{}] }
    const blocked = { type: 'run.settled', runId: 'run_b', status: 'waiting', outcome: null }
    const rejected = { type: 'run.settled', runId: 'run_b', status: 'failed', outcome: 'rejected' }
    const runOf = (...bodies: Parameters<typeof eventsOf>[0]) =>
      digestEvents(eventsOf(bodies), 'none').runs[0]
    expect(runOf(created, blocked)).toMatchObject({ status: null, outcome: null, endedAt: null })
    expect(runOf(created, rejected)).toMatchObject({ status: 'failed', outcome: 'rejected' })
  })
})
