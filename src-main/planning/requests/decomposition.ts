import { taskKeyOf } from '#shared/ids.ts'
import type { Gate } from '#shared/model/approval.ts'
import { escalationSkill } from '#shared/model/decisions/decision.ts'
import type { Money } from '#shared/model/money.ts'
import { titleOf } from '#shared/plan-file/read-plan.ts'
import { capitalised } from '#shared/text/capitalised.ts'
import { cutAtWord } from '#shared/text/cut.ts'
import { words } from '#shared/words/words.ts'
import { slot } from './for-each.ts'
import { type Clause, readClauses } from './message-clauses.ts'
import { isReviewOnly, readMessageParts } from './message-parts.ts'
import { createGates } from './step-gates.ts'
import { linkSteps } from './step-links.ts'
import { findAskedKind, type StepKind } from './step-verbs.ts'
import { unfoldSteps } from './unfolding.ts'

/** A task that a message asks for. `dependsOn` names keys of the same decomposition; keys are `task-001`, ... */
export interface MessageTask {
  readonly key: string
  readonly title: string
  readonly description: string
  readonly requiredSkills: readonly string[]
  readonly dependsOn: readonly string[]
  /** Where the message wants a person asked; null: it may start and be used. */
  readonly gate: Gate | null
}

/** `simple`: one task. `complex`: several, in an order in which each comes after what it depends on. */
export interface Decomposition {
  readonly complexity: 'simple' | 'complex'
  readonly tasks: readonly MessageTask[]
  /** Parts of the message that no task covers: a person decides before work starts. */
  readonly unplaced: readonly string[]
}

const skills: Record<StepKind, string> = {
  research: 'research',
  comparison: 'comparison',
  summary: 'summarization',
  communication: 'communication',
  purchase: 'purchase',
  deed: escalationSkill,
}

/**
 * What a person asks for in one message, as tasks. A message without words has none. `price`: what its purchase is
 * known to cost.
 */
export function decompose(message: string, price: Money | null = null): Decomposition {
  const parts = readMessageParts(message, (text) => stepsOf(text).map((step) => step.text))
  const linked = unfoldSteps(linkSteps(stepsOf(parts.text)))
  const gateOf = createGates(
    linked.map(({ step }) => step),
    price,
  )
  const tasks = linked.map(({ step, dependsOn }, index) => {
    const title = titleOf(capitalised(step.text))
    return {
      key: keyOf(index),
      title,
      description: describe(step),
      requiredSkills: skillsOf(step, dependsOn.length),
      dependsOn: dependsOn.map(keyOf),
      gate: gateOf(step, title) ?? (index === linked.length - 1 ? reviewGate(parts.reviews, title) : null),
    }
  })
  return { complexity: tasks.length > 1 ? 'complex' : 'simple', tasks, unplaced: parts.unplaced }
}

/** A look that somebody is asked for is work for a person where the message asks for nothing else. */
const stepsOf = (text: string): Step[] => {
  const clauses = readClauses(text)
  const [first] = clauses
  return first !== undefined && isReviewOnly(text)
    ? [{ ...first, kind: 'deed', text: text.trim() }]
    : listSteps(clauses)
}

function reviewGate(reviews: readonly string[], title: string): Gate | null {
  if (reviews.length === 0) return null
  const quoted = reviews.map((words) => `You wrote “${cutAtWord(words, 150)}”.`).join(' ')
  return {
    ...{ when: 'after', quorum: 1, onExpiry: 'reject' },
    question: cutAtWord(`${quoted} May the result of “${title}” be used?`, 1000),
  }
}

const keyOf = (index: number): string => taskKeyOf(index + 1)

const describe = ({ kind, text, context }: Step): string => {
  const words = kind === 'deed' ? askAboutDeed(text) : capitalised(text)
  return context === '' ? words : `${words}\n\nContext: ${context}`
}

/** To look for the words of it would be something else than was asked for. */
const askAboutDeed = (text: string): string =>
  `No agent that takes messages does this: "${cutAtWord(capitalised(text), 500)}". ${words.decisionQuestions.noAgentWork} What should be done instead, or what came of it where you did it yourself? What is to be made is begun as a goal.`

/** With nothing before it, a summary is of what memory and the project's files hold. */
const skillsOf = ({ kind }: Step, dependencies: number): string[] =>
  kind === 'summary' && dependencies === 0 ? ['memory_search', skills.summary] : [skills[kind]]

interface Step extends Clause {
  readonly kind: StepKind
}

function listSteps(clauses: readonly Clause[]): Step[] {
  const steps: Step[] = []
  for (const clause of shareObjects(clauses)) {
    const asked = clause.kind ?? findAskedKind(clause.text)
    const step = { ...clause, kind: asked ?? 'research' }
    if (step.kind === 'comparison' && steps.length === 0) steps.push(researchFor(step))
    steps.push(asked === null ? { ...step, text: `Research ${clause.text}` } : step)
  }
  return steps
}

/** `find and compare laptops`: what two verbs share stands after the last of them. */
function shareObjects(clauses: readonly Clause[]): Clause[] {
  const shared: Clause[] = []
  for (const clause of clauses.toReversed()) {
    const next = shared[0]
    const hasNone = clause.kind !== null && clause.object === ''
    if (!hasNone || next === undefined) shared.unshift(clause)
    else if (clause.kind !== next.kind) {
      const object = subjectOf(next)
      const fan = clause.fan ?? (object.includes(slot) ? next.fan : null)
      shared.unshift({ ...clause, object, fan, text: `${clause.text} ${object}`.trim() })
    } else {
      const context = [clause.context, next.context].filter(Boolean).join('; ')
      const provisos = [...new Set([...clause.provisos, ...next.provisos])]
      shared[0] = { ...next, context, provisos, fan: next.fan ?? clause.fan }
    }
  }
  return shared
}

/** Of `an email about solar panels to bob@example.com` the solar panels; of other objects the whole. */
function subjectOf({ kind, object }: Clause): string {
  if (kind !== 'communication') return object
  const topic = /(?<![\p{L}\p{N}])(?:about|regarding|concerning)\s+(.+)$/su.exec(object)?.[1]
  return topic?.replace(/\s+to\s+\S+@\S+.*$/su, '') ?? object
}

/** There is nothing to compare before somebody looked for it. */
const researchFor = (step: Step): Step => ({
  ...step,
  kind: 'research',
  provisos: [],
  text: `Research ${step.object === '' ? step.text : step.object}`,
})
