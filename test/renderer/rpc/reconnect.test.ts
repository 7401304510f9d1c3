import { describe, expect, it } from 'vitest'
import { backoffMs, pause } from '../../../src-renderer/rpc/reconnect.ts'

const middle = () => 0.5

describe('backoffMs', () => {
  it('doubles from a quarter of a second up to eight seconds', () => {
    expect([0, 1, 2, 5, 50].map((tries) => backoffMs(tries, middle))).toEqual([250, 500, 1000, 8000, 8000])
  })

  it('varies by a quarter in both directions', () => {
    expect(backoffMs(0, () => 0)).toBe(187.5)
    expect(backoffMs(0, () => 1)).toBe(312.5)
  })
})

describe('pause', () => {
  it('ends immediately when it is aborted', async () => {
    await pause(60_000, AbortSignal.abort())
    const stopping = new AbortController()
    const paused = pause(60_000, stopping.signal)
    stopping.abort()
    await paused
  })
})
