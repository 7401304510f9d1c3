import { isPlanningFile, isPlanningRole } from '#shared/model/artifact.ts'
import type { Decision } from '#shared/model/decisions/decision.ts'
import { listUnfinished, summaryOfScaffolds } from '#shared/model/runs/goal-outcome.ts'
import { maxArtifactLength } from '../artifacts.ts'
import type { ContextTask, DecisionContext, MadeArtifact } from '../context.ts'
import { type Deliverable, readDeliverables, toldBy, typeOf } from '../deliverables.ts'
import { askForApproval, isApprovalOf, listOpenApprovals } from '../facts/approvals.ts'
import { listUnanswered } from '../facts/questions.ts'
import { answersOf, escalations, informationOf, isDeclined, isEnough } from './answers.ts'
import { complete, create, escalate, excerpt, isAbout, wait } from './proposals.ts'

/**
 * The decider that needs no model. Steps follow the hand-over of document 002: first a scope, then a plan, then the
 * specialists named in the plan's deliverables, then a tester. The next step follows only from the files actually
 * made, not from knowledge of the goal. If the files do not suffice, the decider asks a person.
 */
export function decideByRules(context: DecisionContext): Decision {
  const { finished, queue } = context
  if (queue.running + queue.waiting > 0) return wait('Other tasks are still open.')
  if (finished.status !== 'done' && !finished.isEscalation) return askAboutFailure(finished)
  const scope = newest(context, 'scope.md')
  const plan = newest(context, 'plan.md')
  if (plan !== null) return followPlan(context, plan)
  if (scope === null) return askForScope(context)
  const [question] = listUnanswered([scope], escalations(context))
  if (question !== undefined) {
    const recommended = 'Answer in one sentence; the plan follows it.'
    return escalate(`${scope.name} leaves a question open.`, { question, recommended })
  }
  return followWithoutPlan(context) ?? askForPlan(context, scope)
}

const askForPlan = (context: DecisionContext, scope: MadeArtifact): Decision =>
  create('The scope is there, and nobody has planned the work yet.', {
    type: 'project_manager',
    description: `Review ${scope.name} and write plan.md: the deliverables, who makes each, and when each is done.`,
    files: [scope.name],
    information: answersOf(context) || context.goal,
  })

/** The planner finished without a plan. Repeating the request would give the same result, so ask a person. */
function followWithoutPlan(context: DecisionContext): Decision | null {
  const isPlanned = context.tasks.some(
    ({ agentType, status }) => agentType === 'project_manager' && status === 'done',
  )
  if (!isPlanned) return null
  return askForWork(context, {
    reasoning: 'Who plans has ended, and there is no plan.',
    question: 'There is no plan.md, though it was to be written. What should be made, and by whom?',
  })
}

const maxPassed = 40

/** The newest non-empty scope or plan. Only files of planning agents count, even if other agents use the same name. */
const newest = ({ artifacts, tasks }: DecisionContext, name: string): MadeArtifact | null =>
  artifacts.findLast(
    (each) =>
      each.name === name &&
      each.text.trim() !== '' &&
      isPlanningRole(tasks.find(({ key }) => key === each.taskKey)?.agentType),
  ) ?? null

function askForScope(context: DecisionContext): Decision {
  const answer = answersOf(context)
  const isTried = context.tasks.filter(({ agentType }) => agentType === 'workshopper').length > 1
  if (answer === '' || isTried) {
    const question = `There is no scope for "${excerpt(context.goal)}". What exactly should be made?`
    const recommended = 'Name the things to be made, one per sentence.'
    return escalate('No task has written a scope.', { question, recommended })
  }
  return create('A person has said what is meant.', {
    type: 'workshopper',
    description: `Write scope.md for this goal: ${context.goal}\n\nA person added: ${answer}`,
    files: [],
    information: `${context.goal}\n\nA person added: ${answer}`,
  })
}

function followPlan(context: DecisionContext, plan: MadeArtifact): Decision {
  const types = context.agentTypes.map(({ type }) => type)
  const deliverables = readDeliverables(plan.text, types)
  if (deliverables.length === 0) {
    const question = `${plan.name} names no deliverables. What should be made, and by whom?`
    return askForWork(context, { reasoning: 'The plan does not say what to make.', question })
  }
  const worked = workedOn(context)
  for (const [index, deliverable] of deliverables.entries()) {
    if (worked.has(deliverable.text) || deliverable.state !== undefined) continue
    const step = nextFor(context, { deliverable, plan, place: `${index + 1} of ${deliverables.length}` })
    if (step !== null) return step
  }
  if (plan.text.length >= maxArtifactLength) {
    const question = `All that was read of ${plan.name} is done, but it is too long to be read whole. What is still to be made, and by whom?`
    return askForWork(context, { reasoning: 'The plan continues after the part that was read.', question })
  }
  return (
    check(context, { deliverables, plan, types }) ??
    askApproval(context) ??
    end(
      context,
      describeCompletion(
        plan,
        deliverables.filter(({ text, state }) => state !== 'done' && !worked.has(text)),
      ),
    )
  )
}

/** Asks for a reserved approval once everything is made. If the person refuses, asks what to change. */
function askApproval(context: DecisionContext): Decision | null {
  const [approval] = listOpenApprovals(newest(context, 'scope.md')?.text ?? null, context)
  if (approval === undefined) return null
  const { finished } = context
  if (finished.isEscalation && isApprovalOf(finished, approval)) {
    return escalate('A person did not approve the result.', {
      question: `"${approval}" was answered with no. What should be changed in the files of plan.md, and by whom?`,
      recommended: 'Name one thing to be changed, and who changes it.',
    })
  }
  return (
    followAnswer(context) ??
    escalate('The goal reserves an approval for a person.', {
      question: askForApproval(approval),
      recommended: 'Yes.',
    })
  )
}

interface Place {
  readonly deliverable: Deliverable
  readonly plan: MadeArtifact
  readonly place: string
}

/** The next step for a missing deliverable; null when none is needed. */
function nextFor(context: DecisionContext, { deliverable, plan, place }: Place): Decision | null {
  const { text, agentType } = deliverable
  const answer = escalations(context).findLast(({ description }) => isAbout(description, text))
  if (answer !== undefined && isDeclined.test(answer.outcome)) return null
  const types = context.agentTypes.map(({ type }) => type)
  const type = agentType ?? (answer === undefined ? null : typeOf(answer.outcome, types))
  if (type === null) return askWhoMakes(deliverable, plan, types)
  const scope = newest(context, 'scope.md')
  return create(`${plan.name} lists it as deliverable ${place}, and it does not exist yet.`, {
    type,
    description: text,
    files: [plan.name, ...(scope === null ? [] : [scope.name]), ...madeOf(context)],
    information: informationOf(context),
  })
}

/**
 * Descriptions of the completed tasks without the context passed to them, because a goal may contain the words of a
 * deliverable.
 */
const workedOn = ({ tasks }: DecisionContext): Set<string> =>
  new Set(
    tasks
      .filter(({ status, isEscalation }) => status === 'done' && !isEscalation)
      .map(({ description }) => description.split(/\n\n(?=Reference files: |Context: )/, 1)[0] ?? ''),
  )

function askWhoMakes(
  { text, missingType }: Deliverable,
  plan: MadeArtifact,
  types: readonly string[],
): Decision {
  const told = toldBy(text, types)
  const recommended = told === null ? 'Skip it.' : `Give it to ${told}.`
  const [reasoning, problem] =
    missingType === null
      ? [`${plan.name} names no agent for a deliverable.`, `Nobody here seems to make "${excerpt(text)}".`]
      : [
          `${plan.name} names an agent that nobody here is.`,
          `${plan.name} wants a ${missingType} for "${excerpt(text)}", and nobody here is one.`,
        ]
  const question = `${problem} Who should make it, or should it be left out?`
  return escalate(reasoning, { question, recommended, about: text })
}

/** Names of the newest files from specialists, as references for later tasks. */
const madeOf = ({ artifacts }: DecisionContext): string[] =>
  artifacts
    .map(({ name }) => name)
    .filter((name) => !isPlanningFile(name))
    .slice(-maxPassed)

interface Finished {
  readonly deliverables: readonly Deliverable[]
  readonly plan: MadeArtifact
  readonly types: readonly string[]
}

/** Creates one test task for the work, unless the plan has a test deliverable or a tester already worked. */
function check(context: DecisionContext, { deliverables, plan, types }: Finished): Decision | null {
  if (!types.includes('tester') || deliverables.some(({ agentType }) => agentType === 'tester')) return null
  if (context.tasks.some(({ agentType }) => agentType === 'tester')) return null
  const made = madeOf(context)
  // Documents and configuration are reviewed by people, not by tests.
  if (made.every((name) => /\.(?:md|ya?ml|txt)$/.test(name))) return null
  return create('Everything was made, and nobody has tested it yet.', {
    type: 'tester',
    description: `Write tests for ${made.join(', ')}.`,
    files: [plan.name, ...made],
    information: informationOf(context),
  })
}

interface Request {
  readonly reasoning: string
  readonly question: string
}

/** If no deliverable says what to make, asks a person for each next task until they want nothing more. */
function askForWork(context: DecisionContext, { reasoning, question }: Request): Decision {
  const isBegun = context.tasks.some(
    ({ agentType, isEscalation }) => !isEscalation && !isPlanningRole(agentType),
  )
  const recommended = isBegun ? 'Nothing more.' : 'Name one thing to be made, and who makes it.'
  return followAnswer(context) ?? escalate(reasoning, { question, recommended })
}

/**
 * Turns the answer to a question about the plan into the next task, or ends the goal; null if the answer fits neither.
 */
function followAnswer(context: DecisionContext): Decision | null {
  const { finished, agentTypes } = context
  if (!finished.isEscalation || !finished.description.includes('plan.md')) return null
  if (isEnough(finished.outcome)) {
    return end(context, 'A person said that nothing more is to be made.')
  }
  const type = typeOf(
    finished.outcome,
    agentTypes.map((each) => each.type),
  )
  if (type === null) return null
  return create('A person said what to do.', {
    type,
    description: finished.outcome,
    files: context.artifacts.map(({ name }) => name).slice(-maxPassed),
    information: informationOf({
      ...context,
      tasks: context.tasks.filter(({ key }) => key !== finished.key),
    }),
  })
}

function askAboutFailure({ title, outcome, description }: ContextTask): Decision {
  return escalate('A task failed, and what it was for is still missing.', {
    question: `"${excerpt(title)}" was not done: ${excerpt(outcome)} Try it again, skip it, or stop the run?`,
    recommended: 'Try it again.',
    about: description,
  })
}

/** Reason for completion after all deliverables of the plan, with the deliverables that a person left out. */
function describeCompletion({ name }: MadeArtifact, left: readonly Deliverable[]): string {
  const titles = left.map(({ text }) => `"${excerpt(text)}"`).join(', ')
  return `Every deliverable of ${name} was worked on${titles === '' ? '' : `, except what a person left out: ${titles}`}.`
}

/** Completes the goal. If files are incomplete, the reason lists them. */
function end({ artifacts }: DecisionContext, why: string): Decision {
  const unfinished = listUnfinished(artifacts)
  if (unfinished.length === 0) return complete(why)
  const lacks = unfinished.map(({ name, missing }) => `${name}: ${excerpt(missing)}`)
  return complete([summaryOfScaffolds(unfinished), ...lacks, why].join(' ').slice(0, 4000))
}
