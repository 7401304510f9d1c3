import { type Clause, readClauses } from './message-clauses.ts'
import { titleOf } from './plan-document.ts'
import { findAskedKind, type StepKind } from './step-verbs.ts'

/** A task that a message asks for. `dependsOn` names keys of the same decomposition; keys are `task-001`, ... */
export interface MessageTask {
  readonly key: string
  readonly title: string
  readonly description: string
  readonly requiredSkills: readonly string[]
  readonly dependsOn: readonly string[]
}

/** `simple`: one task. `complex`: several, in an order in which each comes after what it depends on. */
export interface Decomposition {
  readonly complexity: 'simple' | 'complex'
  readonly tasks: readonly MessageTask[]
}

const skills: Record<StepKind, string> = {
  research: 'research',
  comparison: 'comparison',
  summary: 'summarization',
  communication: 'communication',
  purchase: 'purchase',
}

/** What a person asks for in one message, as tasks. A message without words has none. */
export function decompose(message: string): Decomposition {
  const steps = listSteps(readClauses(message))
  const tasks = linkSteps(steps).map(({ step, dependsOn }, index) => ({
    key: keyOf(index),
    title: titleOf(capitalised(step.text)),
    description: describe(step),
    requiredSkills: skillsOf(step, dependsOn.length),
    dependsOn: dependsOn.map(keyOf),
  }))
  return { complexity: tasks.length > 1 ? 'complex' : 'simple', tasks }
}

const keyOf = (index: number): string => `task-${String(index + 1).padStart(3, '0')}`
const capitalised = (text: string): string => text.replace(/^\p{Ll}/u, (first) => first.toUpperCase())

const describe = ({ text, context }: Step): string =>
  context === '' ? capitalised(text) : `${capitalised(text)}\n\nContext: ${context}`

/** With nothing before it, a summary is of what memory and the project's files hold. */
const skillsOf = ({ kind }: Step, dependencies: number): string[] =>
  kind === 'summary' && dependencies === 0 ? ['memory_search', skills.summary] : [skills[kind]]

interface Step {
  readonly kind: StepKind
  readonly text: string
  readonly object: string
  readonly context: string
  readonly isSequel: boolean
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
      shared.unshift({ ...clause, object, text: `${clause.text} ${object}`.trim() })
    } else shared[0] = { ...next, context: [clause.context, next.context].filter(Boolean).join('; ') }
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
  text: `Research ${step.object === '' ? step.text : step.object}`,
})

interface Linked {
  readonly step: Step
  readonly dependsOn: readonly number[]
}

/**
 * A step waits for those whose results it works on: those of a kind it uses that no step has used yet. After `then` or
 * a word such as `it` or `the results` it waits for whatever came before.
 */
function linkSteps(steps: readonly Step[]): Linked[] {
  const linked: Linked[] = []
  let unused: readonly number[] = []
  for (const [index, step] of steps.entries()) {
    const isTied = step.isSequel || refersBack(step.object)
    const wanted = unused.filter((each) => {
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

/** A message about an order also tells what the order was chosen from. */
function withGrounds(found: readonly number[], linked: readonly Linked[]): number[] {
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
}

/** A message that has a topic of its own is not about what was looked for. */
function uses(step: Step, earlier: Step): boolean {
  if (!usable[step.kind].includes(earlier.kind)) return false
  const topic = step.kind === 'communication' ? topicOf(step.object) : null
  return topic === null || sharesWord(topic, earlier.object)
}

const topicOf = (object: string): string | null =>
  /(?<![\p{L}\p{N}])(?:about|regarding|concerning|saying|asking)\s+(.+)$|["“«:](.+)$/su.exec(object)?.[0] ??
  null

const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []).map((word) => word.replace(/s$/, ''))

function sharesWord(a: string, b: string): boolean {
  const words = new Set(wordsOf(b))
  return wordsOf(a).some((word) => words.has(word))
}

const refersBack = (object: string): boolean =>
  /(?<![\p{L}\p{N}'’-])(?:it|them|this|those|these|(?:the|your) (?:\p{L}+ )?(?:results?|findings?|summary|comparison|research|answers?|report)|(?:the )?(?:cheapest|best) (?:one|of them))(?![\p{L}\p{N}'’-])/iu.test(
    object,
  )
