import { describe, expect, it } from 'vitest'
import type { LogLine } from '#shared/model/attempt.ts'
import { appendLines, emptyLog } from '../../../src-renderer/stores/log-store.ts'

const line = (seq: number): LogLine => ({ seq, at: seq, taskKey: 'a', attempt: 1, level: 'info', text: `line ${seq}` })

describe('appendLines', () => {
  const two = appendLines(emptyLog, [line(1), line(2)])

  it('appends lines that come after the last one', () => {
    expect(appendLines(two, [line(3)]).lines.map(({ seq }) => seq)).toEqual([1, 2, 3])
  })

  it('returns the same object when a resumed stream repeats lines', () => {
    expect(appendLines(two, [line(1), line(2)])).toBe(two)
  })

  it('takes only the new lines of a page that overlaps', () => {
    expect(appendLines(two, [line(2), line(3), line(3)]).lines.map(({ seq }) => seq)).toEqual([1, 2, 3])
  })
})
