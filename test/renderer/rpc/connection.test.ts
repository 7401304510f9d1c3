import { describe, expect, it } from 'vitest'
import { createConnectionState } from '../../../src-renderer/rpc/connection.ts'

const link = { call: async () => 'answered' }

describe('a caller that waits for the connection', () => {
  it('gets the link when it is open, and immediately from then on', async () => {
    const { open, ready } = createConnectionState()
    const waiting = ready()
    open(link)
    expect(await waiting).toBe(link)
    expect(await ready()).toBe(link)
  })

  it('is refused if its signal aborts first', async () => {
    const { open, ready } = createConnectionState()
    const stopping = new AbortController()
    const waiting = ready(stopping.signal)
    stopping.abort(new Error('given up'))
    open(link)
    await expect(waiting).rejects.toThrow('given up')
  })

  it.each([true, false])('is refused if its signal aborted before the call (open: %s)', async (isOpen) => {
    const { open, ready } = createConnectionState()
    if (isOpen) open(link)
    await expect(ready(AbortSignal.abort(new Error('given up')))).rejects.toThrow('given up')
  })
})
