import fc from 'fast-check'
import { type Lived, life, live } from '../engine/random-life.ts'

export type LivedSeed =
  | { readonly seed: number; readonly lived: Lived; readonly fault: null }
  | { readonly seed: number; readonly lived: null; readonly fault: string }

/** Runs the life of a seed. After a failure, searches for the smallest life with the same fault. */
export async function liveSeed(seed: number, options: { shrink?: boolean } = {}): Promise<LivedSeed> {
  const seen: Lived[] = []
  let kind: string | null = null
  const property = fc.asyncProperty(fc.noBias(life), async (each) => {
    const error = await live(each).then(
      (lived) => {
        seen.push(lived)
        return null
      },
      (error: unknown) => error,
    )
    // Ignores smaller lives with another fault.
    if (error === null || (kind !== null && kind !== kindOf(error))) return
    kind = kindOf(error)
    throw error
  })
  const details = await fc.check(property, {
    seed,
    numRuns: 1,
    endOnFailure: options.shrink === false,
    interruptAfterTimeLimit: 120_000,
  })
  const [lived] = seen
  if (!details.failed && lived !== undefined) return { seed, lived, fault: null }
  const fault = `${wordsOf(details.errorInstance)}\nlife: ${JSON.stringify(details.counterexample?.[0])}`
  return { seed, lived: null, fault }
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)

/** Beginning of the message and the first fault, without numbers and keys of this life. */
const kindOf = (error: unknown): string =>
  wordsOf(error)
    .split('\n')
    .slice(0, 2)
    .join(' ')
    .replace(/[\w/-]*\d[\w/#-]*/g, '#')
