import type { Verify } from '../../src-main/engine/ports.ts'

/** Where no plan has checks: one that does fails. */
export const noChecks: Verify = async function* () {
  yield { type: 'failure', failure: { reason: 'unverified', message: 'Nothing is checked here.' } }
}

/** Where no secret is known. */
export const hideNothing = <T>(value: T): T => value

/** Where no agent is sent a text. */
export const keepNothing = (): Promise<string> => Promise.reject(new Error('Nothing is kept here.'))
