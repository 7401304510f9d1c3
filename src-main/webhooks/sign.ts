import { createHmac, randomBytes } from 'node:crypto'

/** Signatures and secrets follow Standard Webhooks 1.0 (standardwebhooks.com). */
const prefix = 'whsec_'

export const createSecret = (): string => `${prefix}${randomBytes(32).toString('base64')}`

/** `id` and `seconds` (since 1970) are the headers webhook-id and webhook-timestamp. `body` must be sent unchanged. */
export function sign(secret: string, message: { id: string; seconds: number; body: string }): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64')
  const { id, seconds, body } = message
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`
}
