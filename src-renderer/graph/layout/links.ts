/** Dependencies as parallel arrays: `to[i]` depends on `from[i]`. */
export interface Links {
  readonly from: readonly number[]
  readonly to: readonly number[]
}

/** Removes duplicate pairs, keeping the first of each. All numbers are below `count`. */
export function withoutRepeats(links: Links, count: number): Links {
  const { starts, items } = placesOf(links.from, count)
  /** For each number, the last source with a link to it, plus one; 0 for none. */
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

/** Many short lists of numbers in one array: list `k` is from `starts[k]` up to, but excluding, `starts[k + 1]`. */
export interface Lists {
  readonly starts: Int32Array<ArrayBuffer>
  readonly items: Int32Array<ArrayBuffer>
}

/** For each key below `count`, the indexes of its occurrences in `keys`, in order. */
export function placesOf(keys: ArrayLike<number>, count: number): Lists {
  const starts = new Int32Array(count + 1)
  for (let at = 0; at < keys.length; at += 1) {
    const next = (keys[at] ?? 0) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  for (let key = 0; key < count; key += 1) starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0)
  const ends = starts.slice()
  const items = new Int32Array(keys.length)
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] ?? 0
    const end = ends[key] ?? 0
    items[end] = at
    ends[key] = end + 1
  }
  return { starts, items }
}

/** The same lists, with every index replaced by its entry in `values`. */
export function valuesOf({ starts, items }: Lists, values: ArrayLike<number>): Lists {
  const found = new Int32Array(items.length)
  for (let at = 0; at < items.length; at += 1) found[at] = values[items[at] ?? 0] ?? 0
  return { starts, items: found }
}
