/** Graph of a workload: for each task, the indexes of its dependencies. */
export type Graph = readonly (readonly number[])[]

/** A seeded random number generator (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export const chain = (length: number): Graph =>
  Array.from({ length }, (_, index) => (index === 0 ? [] : [index - 1]))

/** A root, `width` dependents, and a final task that depends on all of them. */
export const fan = (width: number): Graph => [
  [],
  ...Array.from({ length: width }, () => [0]),
  Array.from({ length: width }, (_, index) => index + 1),
]

/** Tasks in layers. Each task depends on three random tasks of the previous layer. */
export function layered(tasks: number, layers: number, seed = 20_261_113): Graph {
  const random = createRandom(seed)
  const width = Math.ceil(tasks / layers)
  return Array.from({ length: tasks }, (_, index) => {
    const first = (Math.floor(index / width) - 1) * width
    const drawn = new Set<number>()
    while (first >= 0 && drawn.size < Math.min(3, width)) drawn.add(first + Math.floor(random() * width))
    return [...drawn].sort((a, b) => a - b)
  })
}

export const keyOf = (index: number): string => `task-${String(index + 1).padStart(3, '0')}`

/** Description of a task; both sides store the text. */
export const describe = (index: number): string => `Do ${keyOf(index)}`
