import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import {
  createHeldSender,
  type HeldAnswer,
} from '../../../../src-renderer/entities/approvals/held/held-answers.ts'

const held: HeldAnswer = {
  sent: { approvalId: 'gate_1', hash: 'h', answer: 'approve', by: 'me', commandId: 'ui-1' },
  title: 'Publish',
  dueAt: 0,
}

describe('a held answer', () => {
  it('that waits for a connection is cancelled by undo, and never sent', async () => {
    const signals: AbortSignal[] = []
    const ended: unknown[] = []
    const sender = createHeldSender({
      // Like the real connection: waits until the connection is open or the signal aborts.
      send: (_sent, signal) =>
        new Promise((_resolve, reject) => {
          signals.push(signal)
          signal.addEventListener('abort', () => reject(signal.reason))
        }),
      onEnd: (...end) => ended.push(end),
    })
    const sending = sender.start(held)
    sender.keepOnly(new Set())
    await sending
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    expect(ended).toEqual([])
  })

  it('is repeated under its command id with increasing delays until the engine answers', async () => {
    const ids: unknown[] = []
    const waits: number[] = []
    const ended: unknown[] = []
    const sender = createHeldSender({
      async send({ commandId }) {
        ids.push(commandId)
        if (ids.length < 20) throw new Error('The wire broke')
      },
      onEnd: (_held, refused) => ended.push(refused),
      async wait(ms) {
        waits.push(ms)
      },
    })
    await sender.start(held)
    expect(new Set(ids)).toEqual(new Set(['ui-1']))
    expect([ids.length, ended]).toEqual([20, [null]])
    expect(waits[0]).toBeLessThan(400)
    expect(waits.at(-1)).toBeGreaterThan(5000)
    expect(Math.max(...waits)).toBeLessThanOrEqual(10_000)
  })

  it('stops its repeats when it is undone between two of them', async () => {
    let sends = 0
    const sender = createHeldSender({
      async send() {
        sends += 1
        throw new Error('The wire broke')
      },
      onEnd: () => {},
      async wait() {
        if (sends === 3) sender.keepOnly(new Set())
      },
    })
    await sender.start(held)
    expect(sends).toBe(3)
  })

  it('that the engine refuses ends with the refusal, once', async () => {
    const refused = new ORPCError('E_APPROVAL_DECIDED', { status: 409 })
    const ended: unknown[] = []
    const sender = createHeldSender({
      send: () => Promise.reject(refused),
      onEnd: (_held, error) => ended.push(error),
    })
    await sender.start(held)
    expect(ended).toEqual([refused])
  })
})
