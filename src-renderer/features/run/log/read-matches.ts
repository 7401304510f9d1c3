import type { LogPlace, LogSearch } from '#shared/contract/runs/run-log.ts'
import { maxMatchesAtOnce } from '#shared/contract/runs/run-log.ts'

/** Looks through the part of the log after a place, for at most `maxMatchesAtOnce` matches. */
export type SearchPart = (after: LogPlace) => Promise<LogSearch>

/** The first matches up to the one of this number, read on from those that are known; fewer where the log has no more. */
export async function readMatches(
  known: readonly LogPlace[],
  number: number,
  search: SearchPart,
): Promise<readonly LogPlace[]> {
  const places = [...known]
  for (let after = places.at(-1) ?? null; after !== null && places.length < number; ) {
    const { matches, next } = await search(after)
    places.push(...matches)
    // A part that holds more than it gave is looked through again, from where it broke off.
    after = matches.length === maxMatchesAtOnce ? (matches.at(-1) ?? null) : next
  }
  return places
}
