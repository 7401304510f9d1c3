import type { Facts } from './job.ts'

/** What both sides took in one round, one right after the other: the machine's own ups and downs hit both. */
export interface Pair {
  readonly ours: Facts
  readonly floor: Facts
}

export interface Sides {
  readonly ours: () => Promise<Facts>
  readonly floor: () => Promise<Facts>
}

/** Measures both sides, turn about. */
export async function measurePairs(rounds: number, { ours, floor }: Sides): Promise<Pair[]> {
  const pairs: Pair[] = []
  for (let round = 0; round < rounds; round += 1) {
    const first = await floor()
    pairs.push({ floor: first, ours: await ours() })
  }
  return pairs
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]]
  return sorted.length % 2 === 1 ? high : (low + high) / 2
}

/** A fact that the job always has. */
export function factOf(facts: Facts, name: string): number {
  const value = facts[name]
  if (value === undefined) throw new Error(`The fact ${name} is missing`)
  return value
}

export const medianOf = (pairs: readonly Pair[], side: keyof Pair, name: string): number =>
  median(pairs.map((pair) => factOf(pair[side], name)))

/** The median of the ratios, not the ratio of the medians. */
export const ratioOf = (pairs: readonly Pair[], name: string): number =>
  median(pairs.map(({ ours, floor }) => factOf(ours, name) / factOf(floor, name)))
