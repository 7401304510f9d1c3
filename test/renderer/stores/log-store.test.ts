import { describe, expect, it } from 'vitest'
import type { LogLine } from '#shared/model/runs/attempt.ts'
import { listFresh, type NumberedLine, numberLines } from '../../../src-renderer/stores/log-store.ts'

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

describe('listFresh', () => {
  it('keeps all lines of a burst with one sequence number', async () => {
    const burst = await readAll([line(1, 'a'), line(1, 'b'), line(2, 'c')])
    expect(textsOf(listFresh(burst, null))).toEqual(['a', 'b', 'c'])
  })

  it('is empty when a resumed stream repeats lines', async () => {
    const lines = await readAll([line(1, 'a'), line(1, 'b')])
    expect(listFresh(lines, lines.at(-1) ?? null)).toEqual([])
  })

  it('loses no line when the stream broke within a burst and resumed before it', async () => {
    const whole = [line(1, 'a'), line(2, 'b'), line(2, 'c'), line(2, 'd')]
    const broken = listFresh(await readAll(whole.slice(0, 3)), null)
    const resumed = listFresh(await readAll(whole.slice(1)), broken.at(-1) ?? null)
    expect(textsOf([...broken, ...resumed])).toEqual(['a', 'b', 'c', 'd'])
  })
})
