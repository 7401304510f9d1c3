import { afterEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../src-main/base/clock.ts'

const dayMs = 86_400_000

describe('a sleep beyond the longest timer of the platform', () => {
  afterEach(() => void vi.useRealTimers())

  it('ends exactly when its time is over', async () => {
    vi.useFakeTimers()
    let isOver = false
    void systemClock.sleep(60 * dayMs).then(() => {
      isOver = true
    })
    await vi.advanceTimersByTimeAsync(60 * dayMs - 1)
    expect(isOver).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(isOver).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('leaves no timer after an abort', async () => {
    vi.useFakeTimers()
    const patience = new AbortController()
    const slept = systemClock.sleep(60 * dayMs, patience.signal).catch(() => 'aborted')
    await vi.advanceTimersByTimeAsync(40 * dayMs)
    patience.abort()
    expect(await slept).toBe('aborted')
    expect(vi.getTimerCount()).toBe(0)
  })
})
