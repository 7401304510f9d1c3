import type { Clause } from '../message/clause.ts'
import type { StepKind } from '../message/lexicon.ts'
import { listDefinite, refersBack, refersToAll, sharesWord } from '../message/references.ts'

/** The properties of a step that decide its dependencies. */
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

/** Links steps to the earlier steps that they depend on. Independent steps run in parallel. */
export function linkSteps<S extends Linkable>(steps: readonly S[]): Linked<S>[] {
  const linked: Linked<S>[] = []
  for (const step of steps)
    linked.push({ step, dependsOn: withPurchaseSources(step, dependenciesOf(step, linked), linked) })
  return linked
}

/** A message about an order also depends on the steps that the order depends on. */
function withPurchaseSources(
  { kind }: Linkable,
  found: readonly number[],
  linked: readonly Linked<Linkable>[],
): number[] {
  const sources =
    kind === 'communication'
      ? found.flatMap((each) => (linked[each]?.step.kind === 'purchase' ? linked[each].dependsOn : []))
      : []
  return [...new Set([...found, ...sources])].sort((a, b) => a - b)
}

interface LinkContext {
  readonly step: Linkable
  /** All earlier steps. */
  readonly linked: readonly Linked<Linkable>[]
  readonly previous: Linked<Linkable>
  /** Index of the previous step. */
  readonly last: number
  /** Indexes of the earlier steps without a dependent. Never empty: the previous step has no dependent yet. */
  readonly open: readonly number[]
}

/** Returns the dependencies of a step; null if the rule does not apply. */
type LinkRule = (context: LinkContext) => readonly number[] | null

/** In order of precedence. A step without an applicable rule is independent. */
const rules: readonly LinkRule[] = [
  linkAlternative,
  linkCondition,
  linkToAll,
  linkSequel,
  linkToFinished,
  keepIndependent,
  linkReference,
  linkUsedResults,
  linkWithinSentence,
]

function dependenciesOf(step: Linkable, linked: readonly Linked<Linkable>[]): readonly number[] {
  const previous = linked.at(-1)
  if (previous === undefined) return []
  const context = { step, linked, previous, last: linked.length - 1, open: listOpen(step, linked) }
  for (const rule of rules) {
    const found = rule(context)
    if (found !== null) return found
  }
  return []
}

/** Indexes of steps without a dependent. A distributed step only sees the steps of its own distribution, if any. */
function listOpen({ distribution }: Linkable, linked: readonly Linked<Linkable>[]): number[] {
  const used = new Set(linked.flatMap(({ dependsOn }) => dependsOn))
  const open = linked.flatMap((_, index) => (used.has(index) ? [] : [index]))
  const own = open.filter((each) => distribution !== null && linked[each]?.step.distribution === distribution)
  return own.length === 0 ? open : own
}

/** An alternative shares the dependencies of its condition. Without a condition, it depends on the previous step. */
function linkAlternative({ step, previous, last }: LinkContext): readonly number[] | null {
  if (!step.isElse) return null
  return previous.step.condition !== null || previous.step.isElse ? previous.dependsOn : [last]
}

/** A condition depends on the step that decides it. */
function linkCondition({ step, open }: LinkContext): readonly number[] | null {
  return step.condition === null ? null : open.slice(-1)
}

function linkToAll({ step, open }: LinkContext): readonly number[] | null {
  return refersToAll(step.object) ? open : null
}

function linkSequel({ step, open }: LinkContext): readonly number[] | null {
  return step.isSequel ? open : null
}

/** `once it's done` */
const finished =
  /\b(?:when|once|after) (?:it|that|this|all)(?:['’]?s| is)? (?:done|finished|ordered|booked|ready)\b/i

function linkToFinished({ step, open }: LinkContext): readonly number[] | null {
  return finished.test(step.object) ? open : null
}

/** `Also check the weather.`: independent, unless the object names a result. */
function keepIndependent({ step }: LinkContext): readonly number[] | null {
  const namesResult = /\b(?:results?|findings?|summary|report|what you)\b/i.test(step.object)
  return step.isIndependent && !namesResult ? [] : null
}

/** A comparison or summary refers to all open results, other steps to one result. */
function linkReference({ step, linked, open, last }: LinkContext): readonly number[] | null {
  if (!refersBack(referringPart(step))) return null
  if (step.kind === 'comparison' || step.kind === 'summary') return open
  const named = listDefinite(step.object)
  const source = linked.findLastIndex((each) => named !== '' && sharesWord(named, each.step.text))
  return [source === -1 ? last : source]
}

/** The content of a message does not refer to earlier steps. */
const referringPart = ({ kind, object }: Linkable): string =>
  kind === 'communication'
    ? (object.split(/\s(?:that|saying|whether|if|asking|because|so)\s|[:"“]/i)[0] ?? '')
    : object

/** Open steps whose result the step names or can use. A new sentence with its own topic only uses named results. */
function linkUsedResults({ step, linked, open }: LinkContext): readonly number[] | null {
  const definite = step.kind === 'research' ? '' : listDefinite(step.object)
  const hasOwnTopic = step.isSentenceStart && !isShort(step)
  const used = open.filter((each) => {
    const earlier = linked[each]?.step
    if (earlier === undefined) return false
    return sharesWord(definite, earlier.text) || (!hasOwnTopic && canUse(step, earlier))
  })
  return used.length > 0 ? used : null
}

/** `Compare them.`, `Summarise the results.`: a sentence without a topic of its own. */
const isShort = ({ kind, object }: Linkable): boolean =>
  /^(?:comparison|summary)$/.test(kind) &&
  object.split(' ').length < 6 &&
  !/\b(?:and|with|or|vs)\b/i.test(object) &&
  (/^(?:the|these|those|them|all|your|what)\b/i.test(object) || object.split(' ').length < 3)

const results: readonly StepKind[] = ['research', 'comparison', 'summary', 'analysis']
/** Kinds of earlier steps whose results each kind of step can use. */
const usable: Record<StepKind, readonly StepKind[]> = {
  research: [],
  comparison: ['research', 'summary', 'analysis', 'writing'],
  summary: ['research', 'comparison', 'analysis', 'writing'],
  analysis: ['research'],
  communication: [...results, 'writing', 'purchase'],
  purchase: [...results, 'writing'],
  writing: results,
  other: [],
}

/** True if the kinds fit and the step has no other topic. */
function canUse(step: Linkable, earlier: Linkable): boolean {
  if (!usable[step.kind].includes(earlier.kind)) return false
  if (step.kind === 'analysis') return sharesWord(step.object, earlier.object)
  const topic = step.kind === 'communication' ? topicOf(step.object) : null
  const objects = [earlier.object, ...(earlier.distribution?.items ?? [])].join(' ')
  return topic === null || sharesWord(topic, objects)
}

/** `about the party` in `email Ann about the party`, `: see you there` in `tell Bob: see you there` */
const topicOf = (object: string): string | null =>
  /(?<![\p{L}\p{N}])(?:about|regarding|concerning|saying|asking|that|whether)\s+(.+)$|["“«:](.+)$/su.exec(
    object,
  )?.[0] ?? null

/** Within a sentence, some steps continue the previous step. */
function linkWithinSentence(context: LinkContext): readonly number[] | null {
  const { step, previous, last } = context
  if (step.isSentenceStart) return null
  if (isSameMessage(step, previous.step)) return previous.dependsOn
  const isContinued =
    (isCodeWork(step) && isCodeWork(previous.step)) ||
    namesOutcome(step) ||
    (step.kind === 'other' && previous.step.kind === 'other' && previous.step.isSequel)
  return isContinued ? [last] : null
}

/** `email Ann and Bob's team`: a second message without its own topic. */
const isSameMessage = (step: Linkable, previous: Linkable): boolean =>
  step.kind === 'communication' && previous.kind === 'communication' && topicOf(step.object) === null

/** `run the tests`: work on software, whose steps in one sentence run in order. */
const isCodeWork = ({ kind, text }: Linkable): boolean =>
  kind === 'other' &&
  /^(?:clone|run|fix|deploy|build|merge|release|migrate|upgrade|restart|rebase|tag|push|commit|install|implement|refactor|roll back|back up|test|bump|revert|compile|lint|format|check out)\b/i.test(
    text,
  )

/** `share the link`, `highlight what became dearer`: the object is an outcome of the previous step. */
const namesOutcome = ({ kind, object }: Linkable): boolean =>
  (kind === 'communication' && /^the (?!team|client|customer|manager|board|boss)/i.test(object)) ||
  (kind === 'analysis' && /^(?:what|anything|whatever|which)\b/i.test(object))
