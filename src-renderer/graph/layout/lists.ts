/** Many short lists of numbers in one row: list `k` is what stands from `starts[k]` up to `starts[k + 1]`. */
export interface Lists {
  readonly starts: Int32Array<ArrayBuffer>
  readonly items: Int32Array<ArrayBuffer>
}

/** The places in `keys` of each of the `count` keys, in order. */
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

/** The same lists with `values` of what is in them. */
export function valuesOf({ starts, items }: Lists, values: ArrayLike<number>): Lists {
  const found = new Int32Array(items.length)
  for (let at = 0; at < items.length; at += 1) found[at] = values[items[at] ?? 0] ?? 0
  return { starts, items: found }
}
