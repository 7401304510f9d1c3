import { placesOf } from './lists.ts'

/** Pairs of numbers in two rows: what is at one place of `to` waits for what is there in `from`. */
export interface Links {
  readonly from: readonly number[]
  readonly to: readonly number[]
}

/** Each pair once, where it is first; all numbers are below `count`. */
export function withoutRepeats(links: Links, count: number): Links {
  const { starts, items } = placesOf(links.from, count)
  /** Of each number the last source, and one more, that was seen to lead to it. */
  const seen = new Int32Array(count)
  const isRepeat = new Uint8Array(links.from.length)
  let repeats = 0
  for (let from = 0; from < count; from += 1) {
    for (let at = starts[from] ?? 0; at < (starts[from + 1] ?? 0); at += 1) {
      const place = items[at] ?? 0
      const to = links.to[place] ?? 0
      if (seen[to] === from + 1) {
        isRepeat[place] = 1
        repeats += 1
      }
      seen[to] = from + 1
    }
  }
  if (repeats === 0) return links
  const isFirst = (_: number, place: number) => isRepeat[place] === 0
  return { from: links.from.filter(isFirst), to: links.to.filter(isFirst) }
}
