import fc from 'fast-check'
import { type Lived, life, live } from '../engine/random-life.ts'

export type LivedSeed =
  | { readonly seed: number; readonly lived: Lived; readonly fault: null }
  | { readonly seed: number; readonly lived: null; readonly fault: string }

/** Lives the life of a seed. Where that comes to light, the smallest life that still shows a fault is looked for. */
export async function liveSeed(seed: number, options: { shrink?: boolean } = {}): Promise<LivedSeed> {
  const seen: Lived[] = []
  const property = fc.asyncProperty(fc.noBias(life), async (each) => {
    seen.push(await live(each))
  })
  const details = await fc.check(property, {
    seed,
    numRuns: 1,
    endOnFailure: options.shrink === false,
    interruptAfterTimeLimit: 120_000,
  })
  const [lived] = seen
  if (!details.failed && lived !== undefined) return { seed, lived, fault: null }
  const error = details.errorInstance
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const fault = `${message}\nlife: ${JSON.stringify(details.counterexample?.[0])}`
  return { seed, lived: null, fault }
}
