import { isAnswer } from '../../../rpc/failure.ts'
import { backoffMs, pause } from '../../../rpc/reconnect.ts'
import type { HeldAnswer } from './held-answers.ts'

interface Options {
  send(sent: HeldAnswer['sent'], signal: AbortSignal): Promise<unknown>
  /** The engine took it (null) or refused it. */
  onEnd(held: HeldAnswer, refused: unknown): void
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

export interface HeldSender {
  /** Sends an answer again and again, under one command id, until the engine answers or `keepOnly` stops it. */
  start(held: HeldAnswer): Promise<void>
  /** Stops answers that were taken back, also while they wait for a connection. */
  keepOnly(approvalIds: ReadonlySet<string>): void
}

export function createHeldSender({ send, onEnd, wait = pause }: Options): HeldSender {
  const sending = new Map<string, AbortController>()

  async function sendUntilAnswered(held: HeldAnswer, signal: AbortSignal): Promise<void> {
    for (let tries = 0; !signal.aborted; tries += 1) {
      try {
        await send(held.sent, signal)
        return onEnd(held, null)
      } catch (error) {
        if (signal.aborted) return
        if (isAnswer(error)) return onEnd(held, error)
      }
      await wait(backoffMs(tries), signal)
    }
  }

  return {
    async start(held) {
      const { approvalId } = held.sent
      if (sending.has(approvalId)) return
      const stop = new AbortController()
      sending.set(approvalId, stop)
      await sendUntilAnswered(held, stop.signal)
      if (sending.get(approvalId) === stop) sending.delete(approvalId)
    },
    keepOnly(approvalIds) {
      for (const [id, stop] of sending) {
        if (approvalIds.has(id)) continue
        stop.abort()
        sending.delete(id)
      }
    },
  }
}
