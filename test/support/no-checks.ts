import type { Verify } from '../../src-main/engine/ports.ts'

/** For plans without checks. A check throws. */
export const noChecks: Verify = async function* () {
  yield { type: 'failure', failure: { reason: 'unverified', message: 'Nothing is checked here.' } }
}

/** Masks no secrets. */
export const hideNothing = <T>(value: T): T => value

/** For agents without stored inputs. Storing an input throws. */
export const keepNothing = (): Promise<string> => Promise.reject(new Error('Nothing is kept here.'))
