import { scryptSync } from 'node:crypto'
import { os } from '@orpc/server'
import { isMutation, metaOf } from '#shared/contract/builders.ts'
import { type Refusal, RefusalError, refusal } from '#shared/refusal.ts'
import type { Clock } from '../../base/clock.ts'
import { sha256 } from '../../base/hash.ts'
import { idMismatch } from '../../engine/turn.ts'
import type { Receipt } from '../../store/log/receipts.ts'
import type { Store } from '../../store/store.ts'
import type { RequestContext } from './context.ts'

interface RepeatOptions {
  readonly store: Pick<Store, 'receipts'>
  readonly clock: Clock
}

/**
 * Makes every mutation repeatable by a command id, on every wire. A wire puts the id from the `Idempotency-Key` header
 * into the context; four procedures also accept the id in their input.
 * C1 The same id with the same input gets the first answer and changes nothing.
 * C2 The same id with another input is refused and changes nothing.
 * C3 A repeat waits for a first call that is still running. If the first call failed, the repeat is executed.
 * C4 A receipt never contains a secret: an answer with a secret stays in memory, and a repeat after a restart is
 * refused.
 * C5 Refusals leave no receipt, because nothing was changed.
 * C6 After a crash between a change and its receipt, no change of the engine or the store is repeated: the engine's
 * receipt and `transact` cover these. Files, mails and folders may be written twice.
 */
export function createRepeats({ store, clock }: RepeatOptions) {
  const working = new Map<string, Promise<unknown>>()
  const secrets = createMemory()

  function answerOf(id: string, { fingerprint, at, answer }: Receipt<Kept>, asked: string): unknown {
    if (fingerprint !== asked) throw new RefusalError(idMismatch(id, at))
    if ('value' in answer) return answer.value
    const secret = secrets.find(id)
    if (secret === undefined) throw new RefusalError(answerGone(at))
    return secret
  }

  return os
    .$context<RequestContext>()
    .middleware(async ({ next, procedure, path, context }, input, output) => {
      const { repeated = 'kept', hasSecretInput = false } = metaOf(procedure)
      const id = idOfInput(input) ?? context.idempotencyKey
      if (id === null || !isMutation(procedure)) return next()
      if (repeated === 'fresh') return next({ context: { idempotencyKey: id } })

      const asked = fingerprintOf({ id, path, input, hasSecretInput })
      // C3. The map is read again after the wait, because a third call may have started.
      for (let first = working.get(id); first !== undefined; first = working.get(id)) await first
      const receipt = store.receipts.findCall<Kept>(id)
      if (receipt !== null) return output(answerOf(id, receipt, asked))

      let isKept = false
      const keepReceipt = (value: unknown) => {
        if (isKept) return
        const answer: Kept = repeated === 'secret' ? { isSecret: true } : { value }
        store.receipts.addCall(id, { fingerprint: asked, answer, at: clock.now() })
        if (repeated === 'secret') secrets.keep(id, value)
        isKept = true
      }
      const carryOut = async () => {
        const result = await next({ context: { idempotencyKey: id, keepReceipt } })
        keepReceipt(result.output)
        return result
      }
      const call = carryOut()
      const settled = call.then(noop, noop).finally(() => working.delete(id))
      working.set(id, settled)
      return call
    })
}

type Kept = { readonly value: unknown } | { readonly isSecret: true }

const noop = () => {}

/** Answers with secrets, in memory until the process ends. Above `atMost`, the oldest is removed. */
function createMemory(atMost = 1000) {
  const answers = new Map<string, unknown>()
  return {
    find: (id: string): unknown => answers.get(id),
    keep(id: string, answer: unknown): void {
      answers.set(id, answer)
      const [oldest] = answers.keys()
      if (answers.size > atMost && oldest !== undefined) answers.delete(oldest)
    },
  }
}

/**
 * Command id from the fields of the input; null: none. The id is validated with the rest of the input after parsing.
 */
function idOfInput(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('commandId' in input)) return null
  const { commandId } = input
  return typeof commandId === 'string' && commandId.length >= 1 && commandId.length <= 200 ? commandId : null
}

interface Asked {
  readonly id: string
  readonly path: readonly string[]
  readonly input: unknown
  readonly hasSecretInput: boolean
}

function fingerprintOf({ id, path, input, hasSecretInput }: Asked): string {
  const text = JSON.stringify([path, input], (key, value: unknown) =>
    key === 'commandId' ? undefined : sorted(value),
  )
  return hasSecretInput ? scryptSync(text, id, 32).toString('hex') : sha256(text)
}

/** Sorts the fields, so that equal objects give equal texts in any field order. */
const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

const answerGone = (at: number): Refusal =>
  refusal('E_ANSWER_GONE', 'answer_gone', { at: new Date(at).toISOString() })
