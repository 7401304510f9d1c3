import { describe, expect, it } from 'vitest'
import { noAnswer, type Outcome } from '../../src-main/engine/rules/rule.ts'
import { requireWhole, type Turn } from '../../src-main/engine/turn.ts'
import { refusal } from '../../src-shared/refusal.ts'
import { err, ok } from '../../src-shared/result.ts'

const refused: Outcome = err(refusal('E_STATE', 'run_not_running', { run: 'run_1' }))

function answer(outcome: Outcome, emits: boolean): Outcome {
  const turn: Turn = { events: [], outcomes: [] }
  return requireWhole(turn, () => {
    const body = { type: 'run.paused', runId: 'run_1' } as const
    if (emits) turn.events.push({ seq: 1, at: 0, commandId: 'c', body })
    return outcome
  })
}

describe('a rule', () => {
  it.each([
    ['emits and answers', ok(noAnswer), true],
    ['answers without an event', ok(noAnswer), false],
    ['refuses without an event', refused, false],
  ])('that %s is accepted', (_what, outcome, emits) => {
    expect(answer(outcome, emits)).toBe(outcome)
  })

  it('that refuses after it emitted an event breaks the turn', () => {
    expect(() => answer(refused, true)).toThrow(
      'A rule emitted run.paused and then refused: Run run_1 is not running.',
    )
  })
})
