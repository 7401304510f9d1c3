import { z } from 'zod'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { answerInputSchema } from '#shared/model/approval.ts'
import { isAnswer } from '../../../rpc/failure.ts'
import { backoffMs, pause } from '../../../rpc/reconnect.ts'

/** Milliseconds during which a low-risk answer can be undone. The answer is sent afterwards. */
export const heldForMs = 5000

const heldSchema = z.object({
  sent: answerInputSchema,
  /** Title of the item, for messages about a refused answer. */
  title: z.string(),
  dueAt: z.number(),
})
export type HeldAnswer = z.infer<typeof heldSchema>
const allSchema = z.record(z.string(), heldSchema)

/** By approval id. */
type HeldAnswers = Readonly<Record<string, HeldAnswer>>

const storageKey = 'switchyard:held-answers'

/**
 * Answers that can still be undone. The browser stores every answer until the engine accepts it, so a window that
 * closes or crashes loses none. The next window sends the stored answers.
 */
export const heldAnswers: StoreApi<HeldAnswers> = createStore<HeldAnswers>(() => readKept())

function readKept(): HeldAnswers {
  // Component tests run without localStorage.
  const kept = typeof localStorage === 'undefined' ? null : localStorage.getItem(storageKey)
  if (kept === null) return {}
  try {
    return allSchema.safeParse(JSON.parse(kept)).data ?? {}
  } catch {
    return {}
  }
}

function keep(held: HeldAnswers): void {
  if (Object.keys(held).length === 0) localStorage.removeItem(storageKey)
  else localStorage.setItem(storageKey, JSON.stringify(held))
  heldAnswers.setState(held, true)
}

export function holdAnswer(answer: HeldAnswer): void {
  keep({ ...heldAnswers.getState(), [answer.sent.approvalId]: answer })
}

/** Drops an answer that was sent or undone. */
export const dropHeld = (approvalId: string): void => keep(without(heldAnswers.getState(), approvalId))

/** Sends an answer without further delay. */
export function sendHeldNow(approvalId: string, now: number): void {
  const answer = heldAnswers.getState()[approvalId]
  if (answer !== undefined) holdAnswer({ ...answer, dueAt: now })
}

function without(held: HeldAnswers, approvalId: string): HeldAnswers {
  return Object.fromEntries(Object.entries(held).filter(([id]) => id !== approvalId))
}

/** Answers whose delay is over, oldest first. */
export const listDue = (held: HeldAnswers, now: number): HeldAnswer[] =>
  Object.values(held)
    .filter(({ dueAt }) => dueAt <= now)
    .sort((a, b) => a.dueAt - b.dueAt)

/** The newest answer that can be undone; null if none. */
export const findLast = (held: HeldAnswers): HeldAnswer | null =>
  Object.values(held).reduce<HeldAnswer | null>(
    (last, each) => (last === null || each.dueAt > last.dueAt ? each : last),
    null,
  )

interface Options {
  send(sent: HeldAnswer['sent'], signal: AbortSignal): Promise<unknown>
  /** Called when the engine accepts the answer (`refused` is null) or refuses it. */
  onEnd(held: HeldAnswer, refused: unknown): void
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

export function createHeldSender({ send, onEnd, wait = pause }: Options) {
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
    /** Retries an answer with the same command id until the engine responds or `keepOnly` stops it. */
    async start(held: HeldAnswer): Promise<void> {
      const { approvalId } = held.sent
      if (sending.has(approvalId)) return
      const stop = new AbortController()
      sending.set(approvalId, stop)
      await sendUntilAnswered(held, stop.signal)
      if (sending.get(approvalId) === stop) sending.delete(approvalId)
    },
    /** Stops sending all other answers, including those that wait for a connection. */
    keepOnly(approvalIds: ReadonlySet<string>): void {
      for (const [id, stop] of sending) {
        if (approvalIds.has(id)) continue
        stop.abort()
        sending.delete(id)
      }
    },
  }
}
