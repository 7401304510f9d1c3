import type { Fan } from './for-each.ts'
import { refersBack, sharesWord } from './references.ts'
import type { StepKind } from './step-verbs.ts'

/** What a step needs to know of another to say whether it waits for it. */
export interface Linkable {
  readonly kind: StepKind
  readonly object: string
  readonly isSequel: boolean
  readonly fan: Fan | null
}

export interface Linked<S extends Linkable> {
  readonly step: S
  readonly dependsOn: readonly number[]
}

/**
 * A step waits for those whose results it works on: those of a kind it uses that no step has used yet. After `then` or
 * a word such as `it` or `the results` it waits for whatever came before.
 */
export function linkSteps<S extends Linkable>(steps: readonly S[]): Linked<S>[] {
  const linked: Linked<S>[] = []
  let unused: readonly number[] = []
  for (const [index, step] of steps.entries()) {
    const isTied = step.isSequel || refersBack(step.object)
    const wanted = withinReach(steps, unused, step).filter((each) => {
      const earlier = steps[each]
      return earlier !== undefined && (isTied || uses(step, earlier))
    })
    const found = isTied && wanted.length === 0 && index > 0 ? [index - 1] : wanted
    const dependsOn = step.kind === 'communication' ? withGrounds(found, linked) : found
    linked.push({ step, dependsOn })
    unused = [...unused.filter((each) => !dependsOn.includes(each)), index]
  }
  return linked
}

/** Of what is done for each thing, `it` and the like are what was found for that thing. */
function withinReach(
  steps: readonly Linkable[],
  unused: readonly number[],
  { fan }: Linkable,
): readonly number[] {
  const own = unused.filter((each) => fan !== null && steps[each]?.fan === fan)
  return own.length === 0 ? unused : own
}

/** A message about an order also tells what the order was chosen from. */
function withGrounds(found: readonly number[], linked: readonly Linked<Linkable>[]): number[] {
  const grounds = found.flatMap((each) => {
    const earlier = linked[each]
    return earlier?.step.kind === 'purchase' ? earlier.dependsOn : []
  })
  return [...new Set([...found, ...grounds])].sort((a, b) => a - b)
}

const usable: Record<StepKind, readonly StepKind[]> = {
  research: [],
  comparison: ['research', 'summary'],
  summary: ['research', 'comparison'],
  communication: ['research', 'comparison', 'summary', 'purchase'],
  purchase: ['research', 'comparison', 'summary'],
  deed: [],
}

/** A message that has a topic of its own is not about what was looked for. */
function uses(step: Linkable, earlier: Linkable): boolean {
  if (!usable[step.kind].includes(earlier.kind)) return false
  const topic = step.kind === 'communication' ? topicOf(step.object) : null
  return topic === null || sharesWord(topic, [earlier.object, ...(earlier.fan?.things ?? [])].join(' '))
}

const topicOf = (object: string): string | null =>
  /(?<![\p{L}\p{N}])(?:about|regarding|concerning|saying|asking)\s+(.+)$|["“«:](.+)$/su.exec(object)?.[0] ??
  null
