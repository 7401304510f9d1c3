import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { follow } from '../../../src-renderer/rpc/follow.ts'

interface Item {
  readonly seq: number
}

async function* breaking(items: readonly number[]): AsyncGenerator<Item> {
  for (const seq of items) yield { seq }
  throw new Error('the wire broke')
}

/** Follows interrupted streams, one after another. Opening another stream fails, which ends the loop. */
async function followAll(streams: readonly (readonly number[])[]) {
  const opened: number[] = []
  const seen: number[] = []
  const refusals: unknown[] = []
  const watching = new AbortController()
  const whole = Promise.withResolvers<void>()
  const total = streams.flat().length
  await follow<Item>({
    after: 0,
    signal: watching.signal,
    open: async (after) => {
      const stream = streams[opened.length]
      opened.push(after)
      if (stream === undefined) throw new ORPCError('E_NOT_FOUND', { status: 404 })
      return breaking(stream)
    },
    seqOf: ({ seq }) => seq,
    onItems: (items) => {
      seen.push(...items.map(({ seq }) => seq))
      if (seen.length === total) whole.resolve()
    },
    onRefused: (error) => refusals.push(error),
  })
  await whole.promise
  return { opened, seen, refusals }
}

describe('follow', () => {
  it('resumes an interrupted stream after the last received item', async () => {
    const { opened, seen } = await followAll([[1, 2, 5], [6]])
    expect(opened).toEqual([0, 5, 6])
    expect(seen).toEqual([1, 2, 5, 6])
  })

  it('stops with a message when the server refuses', async () => {
    const { refusals } = await followAll([[1]])
    expect(refusals).toHaveLength(1)
  })
})
