/** Abort reason for attempts when the app closes. The work is not to be undone, and the next start may continue it. */
export class Closing extends Error {
  constructor() {
    super('Switchyard is closing.')
    this.name = 'Closing'
  }
}

/**
 * Rejects with the signal's reason when the signal aborts. Callers may ignore the promise: its rejection is already
 * handled.
 */
export function untilAborted(signal: AbortSignal): Promise<never> {
  const aborted = new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  aborted.catch(() => {})
  return aborted
}
