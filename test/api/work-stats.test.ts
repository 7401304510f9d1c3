import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sumWaiting } from '../../src-main/app/work/stats.ts'
import type { EndedTask } from '../../src-main/store/queries/agent-stats.ts'

const ms = fc.integer({ min: 0, max: 100_000 })
const kind = fc.constantFrom('uncertain_outcome', 'budget_top_up', 'agent_question')

/** Parts of a task's life: each gap between attempts may contain a gate, and a review may follow the last attempt. */
const lives = fc
  .record({
    dependencies: ms,
    gate: fc.option(ms),
    queue: ms,
    attempts: fc.array(fc.record({ work: ms, gap: ms, gate: fc.option(fc.record({ kind, ms })) }), {
      minLength: 1,
      maxLength: 5,
    }),
    review: fc.option(ms),
  })
  .map((life) => {
    const createdAt = 1_000_000
    const openedAt = createdAt + life.dependencies
    const gates: EndedTask['gates'][number][] = []
    let at = openedAt
    const post = (of: EndedTask['gates'][number]['kind'], span: number) => {
      gates.push({ kind: of, postedAt: at, answeredAt: at + span })
      at += span
    }
    if (life.gate !== null) post('task_gate', life.gate)
    at += life.queue
    const attempts = life.attempts.map(({ work, gap, gate }, index) => {
      const startedAt = at
      at += work
      const span = { startedAt, endedAt: at }
      if (index === life.attempts.length - 1) return span
      if (gate !== null) post(gate.kind, gate.ms)
      at += gap
      return span
    })
    if (life.review !== null) post('result_review', life.review)
    return { life, task: { status: 'done', createdAt, openedAt, endedAt: at, attempts, gates } as const }
  })

describe('waiting time by cause', () => {
  it('adds up to the time without an active agent', () => {
    fc.assert(
      fc.property(lives, ({ task }) => {
        const worked = task.attempts.reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0)
        const waited = Object.values(sumWaiting([task])).reduce((sum, each) => sum + each, 0)
        expect(waited * 1000).toBeCloseTo(task.endedAt - task.createdAt - worked, 3)
      }),
    )
  })

  it('counts each part under its own cause', () => {
    fc.assert(
      fc.property(lives, ({ life, task }) => {
        const { dependencies, approval, review, retry } = sumWaiting([task])
        const gaps = life.attempts.slice(0, -1).reduce((sum, { gap }) => sum + gap, 0)
        expect({ dependencies, approval, review, retry }).toEqual({
          dependencies: life.dependencies / 1000,
          approval: (life.gate ?? 0) / 1000,
          review: (life.review ?? 0) / 1000,
          retry: gaps / 1000,
        })
      }),
    )
  })
})
