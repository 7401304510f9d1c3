import { none } from './parents.ts'

/** The limit of steps along links in one check, some hundredths of a second. Later questions stay open. */
const maxSteps = 1_000_000

export interface Links {
  /** Points that come right after each point; without a cycle. */
  readonly after: readonly (readonly number[])[]
  /** The place of each point in an order that goes along the links. */
  readonly places: Int32Array
}

export type Reach = ReturnType<typeof createReach>

/** A search that goes no further in the order than it must, with a bound on all searches together. */
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
    /** The points after any of `starts`; null when the limit of steps is exceeded. */
    listReached,
    /** Whether `to` comes at or after `from`; null: too dear to say. */
    reaches(from: number, to: number): boolean | null {
      if (from === to) return true
      const reached = listReached([from], [to])
      return reached && reached.length > 0
    },
  }
}

/** The same links the other way round. */
export const reversed = ({ after, places }: Links): Links => ({
  after: inverted(after),
  places: places.map((place) => after.length - place),
})

/** By place, the places whose lists name it. */
export function inverted(lists: readonly (readonly number[])[]): number[][] {
  const found: number[][] = lists.map(() => [])
  for (const [from, list] of lists.entries()) for (const to of list) found[to]?.push(from)
  return found
}
