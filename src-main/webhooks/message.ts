import type { StoredEvent } from '#shared/events.ts'
import type { Delivery } from '#shared/model/webhook.ts'
import type { Message } from './post.ts'
import { sign } from './sign.ts'

/** A fact that is larger goes without its data: many receivers take no more than a megabyte. */
const maxDataBytes = 256 * 1024

/**
 * Body of a webhook request: the event as the log has it. `at` is milliseconds since 1970, `seq` orders all events; `simulated` stands at
 * events of a simulation only.
 */
export function bodyOf(
  delivery: Pick<Delivery, 'id' | 'type' | 'createdAt'>,
  event: StoredEvent | null,
  isSimulated = false,
): string {
  const { id, type, createdAt } = delivery
  if (event === null) {
    const data = { message: 'Switchyard can reach this webhook.' }
    return JSON.stringify({ id, type, at: createdAt, seq: null, runId: null, taskKey: null, data })
  }
  const { seq, at, body } = event
  const runId = 'runId' in body ? body.runId : null
  const taskKey = 'taskKey' in body ? body.taskKey : null
  const bytes = Buffer.byteLength(JSON.stringify(body))
  const data = bytes > maxDataBytes ? { data: null, omittedBytes: bytes } : { data: body }
  return JSON.stringify({
    id,
    type,
    at,
    seq,
    runId,
    taskKey,
    ...(isSimulated && { simulated: true }),
    ...data,
  })
}

/** `at` is the time of this try: a receiver refuses a signature that is old. */
export function messageOf(id: string, body: string, { secret, at }: { secret: string; at: number }): Message {
  const seconds = Math.floor(at / 1000)
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Switchyard',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': sign(secret, { id, seconds, body }),
    },
  }
}
