import type { Decision } from '#shared/model/decision.ts'
import type { ContextTask, DecisionContext, MadeArtifact } from '../context.ts'
import { type Deliverable, readDeliverables, typeOf } from '../deliverables.ts'

/**
 * The decider that needs no model. It follows the hand-over of document 002: whoever scopes the goal, then whoever plans,
 * then the specialists that the plan's deliverables name, then a tester. It knows no goal: what comes next is read off the
 * files that were really made, and where these do not say enough it asks a person.
 */
export function decideByRules(context: DecisionContext): Decision {
  const { finished, queue } = context
  if (queue.running + queue.waiting > 0) return wait('Other tasks are still open.')
  if (finished.status !== 'done' && !finished.isEscalation) return askAboutFailure(finished)
  const scope = newest(context, 'scope.md')
  const plan = newest(context, 'plan.md')
  if (plan !== null) return followPlan(context, plan)
  if (scope === null) return askForScope(context)
  const question = openQuestionOf(scope.text)
  if (question !== null && !isAnswered(context, question)) {
    return escalate(
      `${scope.name} leaves a question open.`,
      question,
      'Answer in one sentence; the plan follows it.',
    )
  }
  return create('The scope is there, and nobody has planned the work yet.', {
    type: 'project_manager',
    description: `Review ${scope.name} and write plan.md: the deliverables, who makes each, and when each is done.`,
    files: [scope.name],
    information: answersOf(context) || context.goal,
  })
}

const maxPassed = 40

const newest = ({ artifacts }: DecisionContext, name: string): MadeArtifact | null =>
  artifacts.findLast((each) => each.name === name && each.text.trim() !== '') ?? null

function askForScope(context: DecisionContext): Decision {
  const answer = answersOf(context)
  const isTried = context.tasks.filter(({ agentType }) => agentType === 'workshopper').length > 1
  if (answer === '' || isTried) {
    const question = `There is no scope for "${clip(context.goal)}". What exactly should be made?`
    return escalate('No task has written a scope.', question, 'Name the things to be made, one per sentence.')
  }
  return create('A person has said what is meant.', {
    type: 'workshopper',
    description: `Write scope.md for this goal: ${context.goal}\n\nA person added: ${answer}`,
    files: [],
    information: answer,
  })
}

/** The first item below the heading "Open questions" of a scope. */
function openQuestionOf(scope: string): string | null {
  const [, rest] = scope.split(/^#{1,6}\s+open questions?\s*$/im)
  const [below = ''] = (rest ?? '').split(/^#{1,6}\s/m)
  const line = below.split(/\r?\n/).find((each) => /^\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+\S/.test(each))
  const question = line?.replace(/^\s*(?:[-*+]|\d{1,3}[.)])\s+/, '').trim()
  return question === undefined || /^none\b/i.test(question) ? null : question
}

const escalations = ({ tasks }: DecisionContext): ContextTask[] =>
  tasks.filter(({ isEscalation, status }) => isEscalation && status === 'done')

const isAnswered = (context: DecisionContext, about: string): boolean =>
  escalations(context).some(({ description }) => description.includes(about))

const answersOf = (context: DecisionContext): string =>
  escalations(context)
    .map(({ outcome }) => outcome)
    .join('\n')

function followPlan(context: DecisionContext, plan: MadeArtifact): Decision {
  const types = context.agentTypes.map(({ type }) => type)
  const deliverables = readDeliverables(plan.text, types)
  if (deliverables.length === 0) {
    const question = `${plan.name} names no deliverables. What should be made, and by whom?`
    return (
      followAnswer(context, plan.name) ??
      escalate('The plan does not say what to make.', question, 'List what should be made.')
    )
  }
  for (const [index, deliverable] of deliverables.entries()) {
    const step = nextFor(context, { deliverable, plan, place: `${index + 1} of ${deliverables.length}` })
    if (step !== null) return step
  }
  return check(context, { deliverables, plan, types }) ?? complete(`All of ${plan.name} is done.`)
}

interface Place {
  readonly deliverable: Deliverable
  readonly plan: MadeArtifact
  readonly place: string
}

/** What a deliverable still needs; null: nothing. */
function nextFor(context: DecisionContext, { deliverable, plan, place }: Place): Decision | null {
  const { text, agentType } = deliverable
  const about = context.tasks.filter(({ description }) => description.includes(text))
  if (about.some(({ status, isEscalation }) => status === 'done' && !isEscalation)) return null
  const answer = about.findLast(({ isEscalation, status }) => isEscalation && status === 'done')
  if (answer !== undefined && /^\s*(?:skip|leave|drop|no\b)/i.test(answer.outcome)) return null
  const types = context.agentTypes.map(({ type }) => type)
  const type = agentType ?? (answer === undefined ? null : typeOf(answer.outcome, types))
  if (type === null) {
    const question = `Nobody here seems to make "${clip(text)}". Who should, or should it be left out?`
    return escalate(`${plan.name} names no agent for a deliverable.`, question, 'Skip it.', text)
  }
  const scope = newest(context, 'scope.md')
  return create(`${plan.name} has it as deliverable ${place}, and it is not there yet.`, {
    type,
    description: text,
    files: [plan.name, ...(scope === null ? [] : [scope.name]), ...madeOf(context)],
    information: answer?.outcome ?? context.goal,
  })
}

/** What the specialists made so far: who comes later may build on it. */
const madeOf = ({ artifacts }: DecisionContext): string[] =>
  artifacts
    .map(({ name }) => name)
    .filter((name) => name !== 'scope.md' && name !== 'plan.md')
    .slice(-maxPassed)

interface Finished {
  readonly deliverables: readonly Deliverable[]
  readonly plan: MadeArtifact
  readonly types: readonly string[]
}

/** Somebody who tests looks at the work once, unless that was a deliverable itself. */
function check(context: DecisionContext, { deliverables, plan, types }: Finished): Decision | null {
  if (!types.includes('tester') || deliverables.some(({ agentType }) => agentType === 'tester')) return null
  if (context.tasks.some(({ agentType }) => agentType === 'tester')) return null
  const made = madeOf(context)
  // What is only read is looked at by people.
  if (made.every((name) => name.endsWith('.md'))) return null
  return create('Everything was made, and nobody has tested it yet.', {
    type: 'tester',
    description: `Write tests for ${made.join(', ')}.`,
    files: [plan.name, ...made],
    information: context.goal,
  })
}

/** An answer to a question that was no deliverable's is the next task. */
function followAnswer(context: DecisionContext, about: string): Decision | null {
  const { finished } = context
  if (!finished.isEscalation || !finished.description.includes(about)) return null
  const type = typeOf(
    finished.outcome,
    context.agentTypes.map((each) => each.type),
  )
  if (type === null) return null
  return create('A person said what to do.', {
    type,
    description: finished.outcome,
    files: [],
    information: context.goal,
  })
}

function askAboutFailure({ title, outcome, description }: ContextTask): Decision {
  const question = `"${clip(title)}" was not done: ${clip(outcome)} Try it again, skip it, or stop the run?`
  return escalate(
    'A task failed, and what it was for is still missing.',
    question,
    'Try it again.',
    description,
  )
}

const nothing = {
  next_agent_type: null,
  task_description: null,
  context_to_pass: null,
  urgency: null,
  question: null,
  recommended_answer: null,
} as const

interface NextTask {
  readonly type: string
  readonly description: string
  readonly files: readonly string[]
  readonly information: string
}

const create = (reasoning: string, { type, description, files, information }: NextTask): Decision => ({
  ...nothing,
  action: 'create_task',
  reasoning,
  next_agent_type: type,
  task_description: description,
  context_to_pass: { files_to_reference: [...new Set(files)], key_information: information.slice(0, 4000) },
  urgency: 'normal',
})

/** `about` is kept with the question, so that the answer is found again. */
const escalate = (reasoning: string, question: string, recommended: string, about = ''): Decision => ({
  ...nothing,
  action: 'escalate_to_human',
  reasoning,
  question: `${question}${about === '' || question.includes(about) ? '' : `\n\nAbout: ${about.slice(0, 1000)}`}`,
  recommended_answer: recommended,
  urgency: 'high',
})

const wait = (reasoning: string): Decision => ({ ...nothing, action: 'wait_for_more_tasks', reasoning })
const complete = (reasoning: string): Decision => ({ ...nothing, action: 'project_complete', reasoning })

const clip = (text: string): string => (text.length <= 300 ? text : `${text.slice(0, 299)}…`)
