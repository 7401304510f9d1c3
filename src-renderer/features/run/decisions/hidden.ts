/** Decisions drawn at first; the earlier ones are one press away. */
const drawnAtOnce = 100
/** They are put away in portions, so that what is being read does not move with every new one. */
const portion = 50

/** How many of the earliest are not drawn; whatever is unfolded or looked for is. */
export function countHidden(count: number, shown: Iterable<number>): number {
  const surplus = Math.max(0, Math.floor((count - drawnAtOnce) / portion) * portion)
  let hidden = surplus
  for (const number of shown) hidden = Math.min(hidden, Math.max(0, number - 1))
  return hidden
}
