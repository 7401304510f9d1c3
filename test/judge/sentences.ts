import { type Decomposition, decompose } from '../../src-main/planning/requests/decomposition.ts'
import type { Sentence, Step } from './cases.ts'
import { createTally, type Tally } from './tally.ts'

export interface Understood {
  readonly complex: boolean
  readonly steps: readonly Step[]
  readonly needsPerson: boolean
  readonly asks: boolean
}

/** The steps that the rules read from a sentence, in the terms of the cases. */
export function understand(text: string): Understood {
  const found = decompose(text)
  const asks = found.unclear !== null
  const numberOf = new Map(found.tasks.map(({ key }, index) => [key, index + 1]))
  const steps = found.tasks.map(({ kind, dependsOn }, index) => ({
    n: index + 1,
    type: kind === 'summary' ? 'summarization' : kind,
    deps: dependsOn.flatMap((key) => numberOf.get(key) ?? []),
  }))
  return {
    complex: found.complexity === 'complex',
    steps: asks ? [] : steps,
    needsPerson: asks || needsPerson(found),
    asks,
  }
}

const needsPerson = ({ tasks }: Decomposition): boolean =>
  tasks.some(({ gate, hasEffect }) => gate !== null || hasEffect)

export function judgeSentences(cases: readonly Sentence[]): Tally {
  const tally = createTally()
  for (const each of cases) {
    const got = understand(each.text)
    if (each.tags.includes('ambiguous')) {
      tally.add('steps and order, all', got.asks)
      tally.add('unclear requests that are asked about', got.asks)
      if (!got.asks) tally.miss(`${each.id} should ask: ${each.text}`)
      continue
    }
    const wanted = [each.steps, ...each.alternatives]
    const isHit = !got.asks && wanted.some((steps) => isSameGraph(steps, got.steps))
    tally.add('steps and order, all', isHit)
    tally.add(`steps and order, ${each.tags[0] ?? 'several steps'}`, isHit)
    tally.add(
      'number of steps',
      wanted.some(({ length }) => length === got.steps.length),
    )
    tally.add('needs a person', got.needsPerson === each.needs_person)
    tally.add('no needless question', !got.asks)
    if (!isHit)
      tally.miss(`${each.id} ${each.text.slice(0, 80)} | ${brief(each.steps)} | ${brief(got.steps)}`)
  }
  return tally
}

/** The case that takes longest, after one run of all cases. */
export function findSlowest(cases: readonly Sentence[]): { readonly id: string; readonly ms: number } {
  let slowest = { id: '', ms: 0 }
  for (const { id, text } of cases) {
    const start = performance.now()
    understand(text)
    const ms = performance.now() - start
    if (ms > slowest.ms) slowest = { id, ms }
  }
  return slowest
}

const brief = (steps: readonly Step[]): string =>
  steps.map(({ n, type, deps }) => `${n}:${type}<${deps.join(',')}`).join(' ')

interface Graph {
  readonly types: readonly string[]
  /** For each step, the indexes of all steps that come before it. */
  readonly before: readonly ReadonlySet<number>[]
}

function graphOf(steps: readonly Step[]): Graph {
  const indexOf = new Map(steps.map(({ n }, index) => [n, index]))
  const before = steps.map((): Set<number> => new Set())
  // Steps come after their dependencies, so one pass closes the relation.
  for (const [index, { deps }] of steps.entries()) {
    for (const dep of deps) {
      const at = indexOf.get(dep)
      if (at === undefined) continue
      before[index]?.add(at)
      for (const earlier of before[at] ?? []) before[index]?.add(earlier)
    }
  }
  return { types: steps.map(({ type }) => type), before }
}

/** True if the steps have equal types and order, regardless of numbering and implied dependencies. */
export function isSameGraph(a: readonly Step[], b: readonly Step[]): boolean {
  if (a.length !== b.length) return false
  const [left, right] = [graphOf(a), graphOf(b)]
  const places: number[] = []
  const fits = (index: number, at: number): boolean =>
    left.types[index] === right.types[at] &&
    !places.includes(at) &&
    places.every(
      (place, earlier) =>
        left.before[index]?.has(earlier) === right.before[at]?.has(place) &&
        left.before[earlier]?.has(index) === right.before[place]?.has(at),
    )
  const place = (index: number): boolean => {
    if (index === a.length) return true
    return b.some((_, at) => {
      if (!fits(index, at)) return false
      places.push(at)
      const isDone = place(index + 1)
      if (!isDone) places.pop()
      return isDone
    })
  }
  return place(0)
}
