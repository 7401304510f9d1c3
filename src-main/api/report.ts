import { randomBytes } from 'node:crypto'
import { type Refusal, refusal } from '#shared/refusal.ts'
import type { Log } from '../base/log.ts'

/** Writes a refusal to the log and gives the short id under which it is found there. */
export type Report = (refusal: Refusal, facts: { readonly path: string; readonly cause?: unknown }) => string

export function createReport(log: Log): Report {
  return ({ code, message }, { path, cause }) => {
    const ref = randomBytes(5).toString('hex')
    if (code === 'E_INTERNAL') log.error({ ref, code, path, err: cause }, 'request failed')
    else log.info({ ref, code, path, reason: message }, 'request refused')
    return ref
  }
}

export const internalRefusal = (): Refusal =>
  refusal(
    'E_INTERNAL',
    'Something went wrong inside Switchyard.',
    'The log says what, under this ref; please report it.',
  )
