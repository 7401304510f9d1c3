import type { Clause } from '../message/clause.ts'
import type { StepKind } from '../message/kinds/lexicon.ts'
import { listDefinite, refersBack, refersToAll, sharesWord } from '../message/references.ts'

/** The parts of a step that decide its dependencies. */
export type Linkable = Pick<
  Clause,
  | 'object'
  | 'text'
  | 'isSequel'
  | 'isIndependent'
  | 'isSentenceStart'
  | 'isElse'
  | 'condition'
  | 'distribution'
> & {
  readonly kind: StepKind
}

export interface Linked<S extends Linkable> {
  readonly step: S
  /** Indexes of earlier steps. */
  readonly dependsOn: readonly number[]
}

/**
 * Steps with their dependencies. In order of precedence: an alternative shares the dependencies of its condition; a
 * condition depends on the step that decides it; a word of order or a reference depends on earlier results; otherwise
 * the kinds of work decide. Independent steps run in parallel.
 */
export function linkSteps<S extends Linkable>(steps: readonly S[]): Linked<S>[] {
  const linked: Linked<S>[] = []
  for (const [index, step] of steps.entries())
    linked.push({ step, dependsOn: withGrounds(step, dependenciesOf(steps, linked, index), linked) })
  return linked
}

/** A message about an order also tells what the order was chosen from. */
function withGrounds(
  { kind }: Linkable,
  found: readonly number[],
  linked: readonly Linked<Linkable>[],
): number[] {
  const grounds =
    kind === 'communication'
      ? found.flatMap((each) => (linked[each]?.step.kind === 'purchase' ? linked[each].dependsOn : []))
      : []
  return [...new Set([...found, ...grounds])].sort((a, b) => a - b)
}

function dependenciesOf(
  steps: readonly Linkable[],
  linked: readonly Linked<Linkable>[],
  index: number,
): number[] {
  const step = steps[index]
  if (step === undefined || index === 0) return []
  if (step.isElse) return alternativeOf(linked, index)
  const open = withinReach(steps, listOpen(linked), step)
  const before = open.at(-1) ?? index - 1
  if (step.condition !== null) return [before]
  if (refersToAll(step.object) && open.length > 0) return open
  if (step.isSequel) return open.length > 0 ? open : [index - 1]
  const isBack = refersBack(pointingPart(step))
  if (
    /\b(?:when|once|after) (?:it|that|this|all)(?:['’]?s| is)? (?:done|finished|ordered|booked|ready)\b/i.test(
      step.object,
    )
  )
    return open
  if (step.isIndependent && !/\b(?:results?|findings?|summary|report|what you)\b/i.test(step.object))
    return []
  if (isBack)
    return step.kind === 'comparison' || step.kind === 'summary' ? open : [findSource(steps, step, index)]
  const named = open.filter(
    (each) => sharesWord(listDefinite(step.object), steps[each]?.text ?? '') && step.kind !== 'research',
  )
  const used =
    step.isSentenceStart && !isShort(step)
      ? named
      : open.filter(
          (each) => uses(step, steps[each]) || (named.includes(each) && uses(step, steps[each], true)),
        )
  if (used.length > 0) return used
  const previous = steps[index - 1]
  if (
    !step.isSentenceStart &&
    step.kind === 'communication' &&
    previous?.kind === 'communication' &&
    topicOf(step.object) === null
  )
    return [...(linked[index - 1]?.dependsOn ?? [])]
  if (!step.isSentenceStart && isCodeWork(step) && previous !== undefined && isCodeWork(previous))
    return [index - 1]
  if (!step.isSentenceStart && pointsAhead(step)) return [index - 1]
  return !step.isSentenceStart &&
    step.kind === 'other' &&
    steps[index - 1]?.kind === 'other' &&
    steps[index - 1]?.isSequel === true
    ? [index - 1]
    : []
}

/** An alternative depends on what its condition depends on; without a condition, on the step before. */
function alternativeOf(linked: readonly Linked<Linkable>[], index: number): number[] {
  const before = linked[index - 1]
  if (before === undefined) return []
  return before.step.condition !== null || before.step.isElse ? [...before.dependsOn] : [index - 1]
}

/** `share the link`, `highlight what became dearer`: the thing comes out of the step before. */
const pointsAhead = ({ kind, object }: Linkable): boolean =>
  (kind === 'communication' && /^the (?!team|client|customer|manager|board|boss)/i.test(object)) ||
  (kind === 'analysis' && /^(?:what|anything|whatever|which)\b/i.test(object))

/** The words of a message's content do not point at earlier steps. */
const pointingPart = ({ kind, object }: Linkable): string =>
  kind === 'communication'
    ? (object.split(/\s(?:that|saying|whether|if|asking|because|so)\s|[:"“]/i)[0] ?? '')
    : object

/** `Compare them.`, `Summarise the results.`: a sentence without a topic of its own. */
const isShort = ({ kind, object }: Linkable): boolean =>
  /^(?:comparison|summary)$/.test(kind) &&
  object.split(' ').length < 6 &&
  !/\b(?:and|with|or|vs)\b/i.test(object) &&
  (/^(?:the|these|those|them|all|your|what)\b/i.test(object) || object.split(' ').length < 3)

/** Work on software in one sentence is done in order. */
const isCodeWork = ({ kind, text }: Linkable): boolean =>
  kind === 'other' &&
  /^(?:clone|run|fix|deploy|build|merge|release|migrate|upgrade|restart|rebase|tag|push|commit|install|implement|refactor|roll back|back up|test|bump|revert|compile|lint|format|check out)\b/i.test(
    text,
  )

/** Steps on which no other step depends yet. */
const listOpen = (linked: readonly Linked<Linkable>[]): number[] => {
  const used = new Set(linked.flatMap(({ dependsOn }) => dependsOn))
  return linked.flatMap((_, index) => (used.has(index) ? [] : [index]))
}

/** Of steps for each thing of a list, only those for the same list. */
function withinReach(
  steps: readonly Linkable[],
  open: readonly number[],
  { distribution }: Linkable,
): number[] {
  const own = open.filter((each) => distribution !== null && steps[each]?.distribution === distribution)
  return [...(own.length === 0 ? open : own)]
}

/** A reference points at the step that shares its words, or else at the step before. */
function findSource(steps: readonly Linkable[], step: Linkable, index: number): number {
  const named = listDefinite(step.object)
  const found = steps.slice(0, index).findLastIndex((each) => named !== '' && sharesWord(named, each.text))
  return found === -1 ? index - 1 : found
}

const results: readonly StepKind[] = ['research', 'comparison', 'summary', 'analysis']
const usable: Record<StepKind, readonly StepKind[]> = {
  research: [],
  comparison: ['research', 'summary', 'analysis', 'writing'],
  summary: ['research', 'comparison', 'analysis', 'writing'],
  analysis: ['research'],
  communication: [...results, 'writing', 'purchase'],
  purchase: ['research', 'comparison', 'summary', 'analysis', 'writing'],
  writing: [...results],
  other: [],
}

/** Work on an earlier result, unless the step has a topic of its own. */
function uses(step: Linkable, earlier: Linkable | undefined, isNamed = false): boolean {
  if (earlier === undefined) return false
  if (isNamed) return true
  if (!usable[step.kind].includes(earlier.kind)) return false
  if (step.kind === 'analysis') return sharesWord(step.object, earlier.object)
  const topic = step.kind === 'communication' ? topicOf(step.object) : null
  return (
    topic === null || sharesWord(topic, [earlier.object, ...(earlier.distribution?.items ?? [])].join(' '))
  )
}

const topicOf = (object: string): string | null =>
  /(?<![\p{L}\p{N}])(?:about|regarding|concerning|saying|asking|that|whether)\s+(.+)$|["“«:](.+)$/su.exec(
    object,
  )?.[0] ?? null
