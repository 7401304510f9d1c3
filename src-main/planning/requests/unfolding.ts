import { maxThings, slot, wordsFor } from '../message/for-each.ts'
import type { Linkable, Linked } from './links.ts'

/** More steps than a person wants to look at: a fan-out that makes more stays one step for all its things. */
export const maxSteps = 100

interface Spoken extends Linkable {
  readonly text: string
}

/**
 * A step for each thing of a list. Of two steps that are done for each, one waits for the other of its own thing; what
 * is done once waits for all of them.
 */
export function unfoldSteps<S extends Spoken>(linked: readonly Linked<S>[]): Linked<S>[] {
  const unfolded: Linked<S>[] = []
  /** Of each step, the numbers of its copies. */
  const copies: number[][] = []
  for (let first = 0; first < linked.length; ) {
    const group = groupAt(linked, first)
    const things = thingsOf(group, unfolded.length + (linked.length - first - group.length))
    for (const [turn, thing] of things.entries()) {
      for (const [place, { step, dependsOn }] of group.entries()) {
        const index = first + place
        const of = copies[index] ?? []
        copies[index] = of
        of.push(unfolded.length)
        const after = dependsOn.flatMap((each) =>
          each >= first ? (copies[each]?.slice(turn, turn + 1) ?? []) : (copies[each] ?? []),
        )
        unfolded.push({ step: stepFor({ step, thing, isFirst: place === 0 }), dependsOn: after })
      }
    }
    first += group.length
  }
  return unfolded
}

/** The steps from here on that are done for each of the same things; of a step that is done once, it alone. */
function groupAt<S extends Spoken>(linked: readonly Linked<S>[], first: number): readonly Linked<S>[] {
  const fan = linked[first]?.step.fan ?? null
  const end = linked.findIndex(({ step }, index) => index > first && (fan === null || step.fan !== fan))
  return linked.slice(first, end === -1 ? linked.length : end)
}

/** Null stands for all of them at once. */
function thingsOf(group: readonly Linked<Spoken>[], others: number): readonly (string | null)[] {
  const things = group[0]?.step.fan?.things ?? []
  const isTooMany = things.length > maxThings || things.length * group.length + others > maxSteps
  return things.length === 0 || isTooMany ? [null] : things
}

interface Turn<S> {
  readonly step: S
  readonly thing: string | null
  readonly isFirst: boolean
}

function stepFor<S extends Spoken>({ step, thing, isFirst }: Turn<S>): S {
  const { fan } = step
  if (fan === null) return step
  const isNamed = isFirst || step.text.includes(slot)
  const words = thing ?? (isNamed ? fan.words : null)
  if (words === null) return { ...step, fan: null }
  return {
    ...step,
    text: wordsFor({ ...step, thing: words, isFirst }),
    object: step.object.replaceAll(slot, () => words),
    fan: thing === null ? null : fan,
  }
}
