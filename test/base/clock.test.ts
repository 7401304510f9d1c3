import { afterEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../src-main/base/clock.ts'

const dayMs = 86_400_000

describe('a sleep that is longer than a timer of the platform can be', () => {
  afterEach(() => void vi.useRealTimers())

  it('ends when its time is over and not before', async () => {
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

  it('leaves no timer when it is aborted on its way', async () => {
    vi.useFakeTimers()
    const patience = new AbortController()
    const slept = systemClock.sleep(60 * dayMs, patience.signal).catch(() => 'aborted')
    await vi.advanceTimersByTimeAsync(40 * dayMs)
    patience.abort()
    expect(await slept).toBe('aborted')
    expect(vi.getTimerCount()).toBe(0)
  })
})
