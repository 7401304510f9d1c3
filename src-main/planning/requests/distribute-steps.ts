import { maxItems, slot, textForItem } from '../message/distribution.ts'
import type { Linkable, Linked } from './links.ts'

/** Limit on steps of a request. A distribution that exceeds the limit stays a single step for all its items. */
export const maxSteps = 100

interface DistributableStep extends Linkable {
  readonly text: string
}

/**
 * Copies each distributed step for each item. A copy depends on the copy for the same item. A step without a
 * distribution depends on all copies.
 */
export function distributeSteps<S extends DistributableStep>(linked: readonly Linked<S>[]): Linked<S>[] {
  const distributed: Linked<S>[] = []
  /** For each step index, the indexes of its copies. */
  const copies: number[][] = []
  for (let first = 0; first < linked.length; ) {
    const group = groupAt(linked, first)
    const items = itemsOf(group, distributed.length + (linked.length - first - group.length))
    for (const [turn, item] of items.entries()) {
      for (const [offset, { step, dependsOn }] of group.entries()) {
        const index = first + offset
        copies[index] = [...(copies[index] ?? []), distributed.length]
        const after = dependsOn.flatMap((each) =>
          each >= first ? (copies[each]?.slice(turn, turn + 1) ?? []) : (copies[each] ?? []),
        )
        distributed.push({ step: stepFor({ step, item, isFirst: offset === 0 }), dependsOn: after })
      }
    }
    first += group.length
  }
  return distributed
}

/** The steps from an index on that share one distribution; only the step itself without a distribution. */
function groupAt<S extends DistributableStep>(
  linked: readonly Linked<S>[],
  first: number,
): readonly Linked<S>[] {
  const distribution = linked[first]?.step.distribution ?? null
  const end = linked.findIndex(
    ({ step }, index) => index > first && (distribution === null || step.distribution !== distribution),
  )
  return linked.slice(first, end === -1 ? linked.length : end)
}

/** Items with a copy each; a single null if one step covers all items. */
function itemsOf(group: readonly Linked<DistributableStep>[], others: number): readonly (string | null)[] {
  const items = group[0]?.step.distribution?.items ?? []
  const isTooMany = items.length > maxItems || items.length * group.length + others > maxSteps
  return items.length === 0 || isTooMany ? [null] : items
}

interface Copy<S> {
  readonly step: S
  /** Null: the copy covers all items. */
  readonly item: string | null
  readonly isFirst: boolean
}

function stepFor<S extends DistributableStep>({ step, item, isFirst }: Copy<S>): S {
  const { distribution } = step
  if (distribution === null) return step
  const isNamed = isFirst || step.text.includes(slot)
  const words = item ?? (isNamed ? distribution.words : null)
  if (words === null) return { ...step, distribution: null }
  return {
    ...step,
    text: textForItem({ ...step, item: words, isFirst }),
    object: step.object.replaceAll(slot, () => words),
    distribution: item === null ? null : distribution,
  }
}
