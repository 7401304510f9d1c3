import type { Facts } from './job.ts'

/** Results of both sides in one round. The sides run back to back, so that fluctuations of the machine affect both. */
export interface Pair {
  readonly ours: Facts
  readonly floor: Facts
}

export interface Sides {
  readonly ours: () => Promise<Facts>
  readonly floor: () => Promise<Facts>
}

/** Measures both sides alternately. */
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

/** A result that the job always reports. */
export function factOf(facts: Facts, name: string): number {
  const value = facts[name]
  if (value === undefined) throw new Error(`The fact ${name} is missing`)
  return value
}

export const medianOf = (pairs: readonly Pair[], side: keyof Pair, name: string): number =>
  median(pairs.map((pair) => factOf(pair[side], name)))

/** Median of the ratios, not ratio of the medians. */
export const ratioOf = (pairs: readonly Pair[], name: string): number =>
  median(pairs.map(({ ours, floor }) => factOf(ours, name) / factOf(floor, name)))
