/** Why an attempt is aborted when the app closes: nobody wants the work undone, and a start after this may go on with it. */
export class Closing extends Error {
  constructor() {
    super('Switchyard is closing.')
    this.name = 'Closing'
  }
}

/** Rejects with the signal's reason when it is aborted; nobody need wait for that. */
export function untilAborted(signal: AbortSignal): Promise<never> {
  const aborted = new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  aborted.catch(() => {})
  return aborted
}
