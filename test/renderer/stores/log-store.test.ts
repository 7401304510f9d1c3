import { describe, expect, it } from 'vitest'
import type { LogLine } from '#shared/model/attempt.ts'
import {
  appendLines,
  emptyLog,
  type NumberedLine,
  numberLines,
} from '../../../src-renderer/stores/log-store.ts'

const line = (seq: number, text = `line ${seq}`): LogLine => ({
  seq,
  at: seq,
  taskKey: 'a',
  attempt: 1,
  level: 'info',
  text,
})

async function readAll(lines: readonly LogLine[]): Promise<NumberedLine[]> {
  const stream = async function* () {
    yield* lines
  }
  const numbered: NumberedLine[] = []
  for await (const each of numberLines(stream())) numbered.push(each)
  return numbered
}

const textsOf = (lines: readonly LogLine[]): string[] => lines.map(({ text }) => text)

describe('appendLines', () => {
  it('keeps every line of a burst, whose lines share one seq', async () => {
    const burst = await readAll([line(1, 'a'), line(1, 'b'), line(2, 'c')])
    expect(textsOf(appendLines(emptyLog, burst).lines)).toEqual(['a', 'b', 'c'])
  })

  it('returns the same object when a resumed stream repeats lines', async () => {
    const lines = await readAll([line(1, 'a'), line(1, 'b')])
    const state = appendLines(emptyLog, lines)
    expect(appendLines(state, lines)).toBe(state)
  })

  it('loses no line when the stream broke in the middle of a burst and resumed before it', async () => {
    const whole = [line(1, 'a'), line(2, 'b'), line(2, 'c'), line(2, 'd')]
    const broken = appendLines(emptyLog, await readAll(whole.slice(0, 3)))
    const resumed = appendLines(broken, await readAll(whole.slice(1)))
    expect(textsOf(resumed.lines)).toEqual(['a', 'b', 'c', 'd'])
  })
})
