import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHeadTail } from '../../../src-main/agents/process/head-tail.ts'
import { createLineCutter } from '../../../src-main/agents/process/lines.ts'

const chunksOf = (bytes: Buffer, sizes: readonly number[]): Buffer[] => {
  const chunks: Buffer[] = []
  let from = 0
  for (const size of sizes) {
    chunks.push(bytes.subarray(from, from + size))
    from += size
  }
  return [...chunks, bytes.subarray(from)]
}
const pieces = fc.tuple(fc.string({ unit: 'binary' }), fc.array(fc.integer({ min: 0, max: 9 })))

describe('the beginning and the end of an output', () => {
  it('are the complete output if it fits, for any chunks', () => {
    fc.assert(
      fc.property(pieces, ([text, sizes]) => {
        const bytes = Buffer.from(text)
        const kept = createHeadTail({ head: bytes.length, tail: 0 })
        for (const chunk of chunksOf(bytes, sizes)) kept.add(chunk)
        expect(kept.text()).toBe(bytes.toString())
        expect(kept.leftOut).toBe(0)
      }),
    )
  })

  it('and the omitted part add up to the output, without broken characters', () => {
    const size = fc.integer({ min: 0, max: 12 })
    fc.assert(
      fc.property(pieces, size, size, ([text, sizes], head, tail) => {
        const bytes = Buffer.from(text)
        const kept = createHeadTail({ head, tail })
        for (const chunk of chunksOf(bytes, sizes)) kept.add(chunk)
        const leftOut = Math.max(0, bytes.length - head - tail)
        expect([kept.total, kept.leftOut]).toEqual([bytes.length, leftOut])
        if (!bytes.toString().includes('\uFFFD')) expect(kept.text()).not.toContain('\uFFFD')
        if (leftOut > 0) expect(kept.text()).toContain(`… ${leftOut} bytes omitted …`)
        else expect(kept.text()).toBe(bytes.toString())
      }),
      { numRuns: 1000 },
    )
  })
})

describe('the lines of an output', () => {
  it('are the lines of the text, for any chunks', () => {
    const text = fc.array(fc.constantFrom('a', 'é', '🌍', '\n', '\r\n', ' ')).map((all) => all.join(''))
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 0, max: 5 })), (whole, sizes) => {
        const cutter = createLineCutter(1000)
        const found = chunksOf(Buffer.from(whole), sizes).flatMap((chunk) => cutter.add(chunk))
        const lines = [...found, ...cutter.end()].map((line) => line.text)
        const expected = whole.split('\n').map((line) => line.replace(/\r$/, ''))
        if (whole.endsWith('\n') || whole === '') expected.pop()
        expect(lines).toEqual(expected)
      }),
    )
  })

  it('are stored up to a limit and counted beyond it', () => {
    const cutter = createLineCutter(4)
    expect(cutter.add(Buffer.from('abcdefgh'))).toEqual([])
    expect(cutter.add(Buffer.from('ij\nkl'))).toEqual([{ text: 'abcd', leftOut: 6 }])
    expect(cutter.end()).toEqual([{ text: 'kl', leftOut: 0 }])
    expect(cutter.end()).toEqual([])
  })
})
