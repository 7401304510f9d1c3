import { none } from './parents.ts'

/** Limit of steps along links in one check; takes some hundredths of a second. Later queries return null. */
const maxSteps = 1_000_000

export interface Links {
  /** Direct successors of each point; acyclic. */
  readonly after: readonly (readonly number[])[]
  /** Position of each point in a topological order. */
  readonly places: Int32Array
}

export type Reach = ReturnType<typeof createReach>

/**
 * Searches reachability. A search goes no further in the order than necessary, and all searches share one limit of
 * steps.
 */
export function createReach({ after, places }: Links) {
  const visits = new Int32Array(after.length).fill(none)
  let visit = 0
  let steps = 0
  function spread(starts: readonly number[], last: number): boolean {
    visit += 1
    const waiting = [...starts]
    for (let point = waiting.pop(); point !== undefined && steps <= maxSteps; point = waiting.pop()) {
      for (const next of after[point] ?? []) {
        steps += 1
        if (visits[next] === visit || (places[next] ?? 0) > last) continue
        visits[next] = visit
        waiting.push(next)
      }
    }
    return steps <= maxSteps
  }
  const listReached = (starts: readonly number[], wanted: readonly number[]) => {
    const last = wanted.reduce((latest, point) => Math.max(latest, places[point] ?? 0), 0)
    return spread(starts, last) ? wanted.filter((point) => visits[point] === visit) : null
  }
  return {
    /** The points of `wanted` that follow any of `starts`; null if the limit of steps is exceeded. */
    listReached,
    /** Whether `to` is `from` or follows it; null if the limit of steps is exceeded. */
    reaches(from: number, to: number): boolean | null {
      if (from === to) return true
      const reached = listReached([from], [to])
      return reached && reached.length > 0
    },
  }
}

/** The same links in reverse. */
export const reversed = ({ after, places }: Links): Links => ({
  after: inverted(after),
  places: places.map((place) => after.length - place),
})

/** By index: the indexes whose lists contain it. */
export function inverted(lists: readonly (readonly number[])[]): number[][] {
  const found: number[][] = lists.map(() => [])
  for (const [from, list] of lists.entries()) for (const to of list) found[to]?.push(from)
  return found
}
