import { taskKeyOf } from '#shared/ids.ts'
import type { Gate } from '#shared/model/approval.ts'
import { escalationSkill } from '#shared/model/decisions/decision.ts'
import type { Money } from '#shared/model/money.ts'
import { titleOf } from '#shared/plan-file/read-plan.ts'
import { capitalised } from '#shared/text/capitalised.ts'
import { cutAtWord } from '#shared/text/cut.ts'
import { words } from '#shared/words/words.ts'
import type { Clause } from '../message/clause.ts'
import { readClauses } from '../message/clauses.ts'
import { findData } from '../message/data-mask.ts'
import { slot } from '../message/distribution.ts'
import type { StepKind } from '../message/lexicon.ts'
import { cleanMessage } from '../message/tokens.ts'
import { distributeSteps } from './distribute-steps.ts'
import { findUnclear, type Unclear } from './find-unclear.ts'
import { linkSteps } from './links.ts'
import { isReviewOnly, readMessageParts } from './message-parts.ts'
import { createGates } from './step-gates.ts'

/**
 * A task from a message. Keys are `task-001`, `task-002` and so on; `dependsOn` holds keys of the same decomposition.
 */
export interface MessageTask {
  readonly key: string
  readonly kind: StepKind
  readonly title: string
  readonly description: string
  readonly requiredSkills: readonly string[]
  readonly dependsOn: readonly string[]
  /** The gate for the user's decision; null without a gate. */
  readonly gate: Gate | null
  /** The task spends money or sends a message to another person. */
  readonly hasEffect: boolean
}

/** `simple`: a single task. `complex`: several tasks with dependencies. */
export interface Decomposition {
  readonly complexity: 'simple' | 'complex'
  readonly tasks: readonly MessageTask[]
  /** Parts of the message without a task. The user decides about these parts before work starts. */
  readonly uncoveredParts: readonly string[]
  /** The question that blocks the message; null if the message is clear. */
  readonly unclear: Unclear | null
}

/** Skills for each kind of step, in order of preference. A task without an available skill goes to a person. */
const skills: Record<StepKind, readonly string[]> = {
  research: ['research'],
  comparison: ['comparison'],
  summary: ['summarization'],
  communication: ['communication'],
  purchase: ['purchase'],
  writing: ['writing', 'copywriting'],
  analysis: ['analysis', 'data_analysis'],
  other: [],
}
/** Kinds of steps that the built-in agents perform. */
const builtIn: ReadonlySet<StepKind> = new Set([
  'research',
  'comparison',
  'summary',
  'communication',
  'purchase',
])

export interface DecomposeOptions {
  /** The known price of the purchase in the message. */
  readonly price?: Money | null
  /** Skills of all registered agents. */
  readonly availableSkills?: ReadonlySet<string>
  /** The request comes with data of its own, so that a pronoun can refer to it. */
  readonly hasContext?: boolean
}

/**
 * Decomposes a message into tasks. A message without words has no tasks. An unclear message has one task: the
 * question.
 */
export function decompose(
  message: string,
  { price = null, availableSkills = new Set(), hasContext = false }: DecomposeOptions = {},
): Decomposition {
  const parts = readMessageParts(message, (text) => stepsOf(text).map((step) => step.text))
  const steps = stepsOf(parts.text)
  const unclear = findUnclear(steps, hasContext || findData(cleanMessage(message)).length > 0)
  const linked = distributeSteps(linkSteps(steps))
  const gateOf = createGates(
    linked.map(({ step }) => step),
    price,
  )
  const tasks = linked.map(({ step, dependsOn }, index): MessageTask => {
    const title = titleOf(capitalised(step.text))
    return {
      key: keyOf(index),
      kind: step.kind,
      title,
      description: describe(step, availableSkills),
      requiredSkills: skillsOf(step, { dependencies: dependsOn.length, availableSkills }),
      dependsOn: dependsOn.map(keyOf),
      gate: gateOf(step, title) ?? (index === linked.length - 1 ? reviewGate(parts.reviews, title) : null),
      hasEffect: hasEffect(step),
    }
  })
  if (unclear !== null)
    return { complexity: 'simple', tasks: [questionOf(unclear)], uncoveredParts: [], unclear }
  return {
    complexity: tasks.length > 1 ? 'complex' : 'simple',
    tasks,
    uncoveredParts: parts.uncoveredParts,
    unclear,
  }
}

/** The question about an unclear message, as a task for a person. */
const questionOf = ({ quote, missing }: Unclear): MessageTask => ({
  key: keyOf(0),
  kind: 'other',
  title: titleOf(capitalised(quote)),
  description: words.requests[missing === 'thing' ? 'unclearThing' : 'unclearContent'](cutAtWord(quote, 500)),
  requiredSkills: [escalationSkill],
  dependsOn: [],
  gate: null,
  hasEffect: false,
})

/** A message that only asks for a review by another person is a task for a person. */
const stepsOf = (text: string): Step[] => {
  const clauses = readClauses(text)
  const [first] = clauses
  return first !== undefined && isReviewOnly(text)
    ? [{ ...first, kind: 'other', text: text.trim() }]
    : listSteps(clauses)
}

/** Verbs that prepare a message without sending it. A message without a verb is not sent either. */
const drafts = /^(?:draft|write|compose|prepare|make|create|produce|give|get|need|want|do|design|generate|)$/

const hasEffect = ({ kind, action }: Step): boolean =>
  kind === 'purchase' || (kind === 'communication' && !drafts.test(action))

function reviewGate(reviews: readonly string[], title: string): Gate | null {
  if (reviews.length === 0) return null
  const quoted = reviews.map((words) => `You wrote “${cutAtWord(words, 150)}”.`).join(' ')
  return {
    ...{ when: 'after', quorum: 1, onExpiry: 'reject' },
    question: cutAtWord(`${quoted} May the result of “${title}” be used?`, 1000),
  }
}

const keyOf = (index: number): string => taskKeyOf(index + 1)

function describe(step: Step, availableSkills: ReadonlySet<string>): string {
  const { text, context, condition } = step
  const isForPerson = findSkill(step.kind, availableSkills) === null
  const request = isForPerson
    ? words.requests.noAgent(cutAtWord(capitalised(text), 500), words.decisionQuestions.noAgentWork)
    : capitalised(text)
  const more = [
    condition === null ? '' : words.requests.condition(condition),
    context === '' ? '' : words.requests.context(context),
  ]
  return [request, ...more.filter((each) => each !== '')].join('\n\n')
}

const findSkill = (kind: StepKind, availableSkills: ReadonlySet<string>): string | null =>
  skills[kind].find((skill) => builtIn.has(kind) || availableSkills.has(skill)) ?? null

interface Resources {
  readonly dependencies: number
  readonly availableSkills: ReadonlySet<string>
}

/** Without dependencies, a summary first searches memory, and a comparison first does research. */
function skillsOf({ kind }: Step, { dependencies, availableSkills }: Resources): string[] {
  const skill = findSkill(kind, availableSkills) ?? escalationSkill
  if (dependencies > 0) return [skill]
  return kind === 'summary' ? ['memory_search', skill] : kind === 'comparison' ? ['research', skill] : [skill]
}

interface Step extends Clause {
  readonly kind: StepKind
}

const listSteps = (clauses: readonly Clause[]): Step[] =>
  mergeReading(shareObjects(clauses)).map((clause) =>
    clause.kind === null
      ? { ...clause, kind: 'research', text: `Research ${clause.text}` }
      : { ...clause, kind: clause.kind },
  )

/** `go through` in `go through the minutes and list the decisions` */
const reading =
  /^(?:read|read through|go through|look through|go over|look at|have a look at|take a look at|open|study|scan)$/

/** `read the proposal and pull out the risks`: reading is part of the analysis or summary after it. */
function mergeReading(clauses: readonly Clause[]): Clause[] {
  return clauses.flatMap((clause, index) => {
    const next = clauses[index + 1]
    const before = clauses[index - 1]
    if (next !== undefined && isReadFor(clause, next)) return []
    return before !== undefined && isReadFor(before, clause)
      ? [
          {
            ...clause,
            isSequel: before.isSequel,
            isSentenceStart: before.isSentenceStart,
            object: `${before.object}; ${clause.object}`,
            text: `${before.text} and ${clause.text}`,
            approvalConditions: [...before.approvalConditions, ...clause.approvalConditions],
          },
        ]
      : [clause]
  })
}

const isReadFor = ({ action, distribution }: Clause, { kind, isSentenceStart }: Clause): boolean =>
  reading.test(action) &&
  distribution === null &&
  !isSentenceStart &&
  (kind === 'analysis' || kind === 'summary')

/** `find and compare laptops`: the last verb's object is also the object of the verbs before. */
function shareObjects(clauses: readonly Clause[]): Clause[] {
  const shared: Clause[] = []
  for (const clause of clauses.toReversed()) {
    const next = shared[0]
    const hasNone = clause.kind !== null && clause.action !== '' && clause.object === ''
    if (!hasNone || next === undefined || next.isSentenceStart) shared.unshift(clause)
    else if (clause.kind !== next.kind) {
      const object = subjectOf(next)
      const distribution = clause.distribution ?? (object.includes(slot) ? next.distribution : null)
      shared.unshift({ ...clause, object, distribution, text: `${clause.text} ${object}`.trim() })
    } else {
      const context = [clause.context, next.context].filter(Boolean).join('; ')
      const approvalConditions = [...new Set([...clause.approvalConditions, ...next.approvalConditions])]
      shared[0] = {
        ...next,
        context,
        approvalConditions,
        distribution: next.distribution ?? clause.distribution,
      }
    }
  }
  return shared
}

/**
 * The topic of a message, such as `solar panels` in `an email about solar panels to bob@example.com`; the complete
 * object for other kinds.
 */
function subjectOf({ kind, object }: Clause): string {
  if (kind !== 'communication') return object
  const topic = /(?<![\p{L}\p{N}])(?:about|regarding|concerning)\s+(.+)$/su.exec(object)?.[1]
  return topic?.replace(/\s+to\s+\S+@\S+.*$/su, '') ?? object
}
