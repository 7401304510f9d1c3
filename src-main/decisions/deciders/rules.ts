import { isPlanningFile, isPlanningRole } from '#shared/model/artifact.ts'
import type { Decision } from '#shared/model/decisions/decision.ts'
import { listUnfinished, summaryOfScaffolds } from '#shared/model/runs/goal-outcome.ts'
import { contentStems } from '#shared/text/content-words.ts'
import { words } from '#shared/words/words.ts'
import { maxArtifactLength } from '../artifacts.ts'
import type { ContextTask, DecisionContext, MadeArtifact } from '../context.ts'
import { type Deliverable, readDeliverables, toldBy, typeOf } from '../deliverables.ts'
import { isApprovalOf, listOpenApprovals } from '../facts/approvals.ts'
import { listUnmade } from '../facts/missing-deliverables.ts'
import { listUnanswered } from '../facts/questions.ts'
import { readFacts } from '../facts/read-facts.ts'
import { answersOf, escalations, informationOf, isDeclined, isEnough } from './answers.ts'
import { complete, create, escalate, excerpt, isAbout, wait } from './proposals.ts'

const {
  decisionReasons: reasons,
  decisionQuestions: questions,
  recommendedAnswers: answers,
  goalTasks: descriptions,
} = words

/**
 * The decider that needs no model. Steps follow the hand-over of document 002: first a scope, then a plan, then the
 * specialists named in the plan's deliverables, then a tester. The next step follows only from the files actually
 * made, not from knowledge of the goal. If the files do not suffice, the decider asks a person.
 */
export function decideByRules(context: DecisionContext): Decision {
  const { finished, queue } = context
  if (queue.running + queue.waiting > 0) return wait(reasons.otherTasks)
  if (finished.status !== 'done' && !finished.isEscalation) return askAboutFailure(finished)
  const scope = newest(context, 'scope.md')
  const plan = newest(context, 'plan.md')
  if (plan !== null) return followPlan(context, plan)
  if (scope === null) return askForScope(context)
  const [question] = listUnanswered([scope], escalations(context))
  if (question !== undefined) {
    return escalate(reasons.questionIn(scope.name), { question, recommended: answers.oneSentence })
  }
  return followWithoutPlan(context) ?? askForPlan(context, scope)
}

const askForPlan = (context: DecisionContext, scope: MadeArtifact): Decision =>
  create(reasons.noPlan, {
    type: 'project_manager',
    description: descriptions.writePlan(scope.name),
    files: [scope.name],
    information: answersOf(context) || context.goal,
  })

/** The planner finished without a plan. Repeating the request would give the same result, so ask a person. */
function followWithoutPlan(context: DecisionContext): Decision | null {
  const isPlanned = context.tasks.some(
    ({ agentType, status }) => agentType === 'project_manager' && status === 'done',
  )
  if (!isPlanned) return null
  return askForWork(context, { reasoning: reasons.planNotWritten, question: questions.noPlan })
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
    const question = questions.noScope(excerpt(context.goal))
    return escalate(reasons.noScope, { question, recommended: answers.listItems })
  }
  // `readScope` parses the answer behind these words as a part of the goal.
  const goal = `${context.goal}\n\nA person added: ${answer}`
  return create(reasons.clarified, {
    type: 'workshopper',
    description: `${descriptions.writeScope} ${goal}`,
    files: [],
    information: goal,
  })
}

function followPlan(context: DecisionContext, plan: MadeArtifact): Decision {
  const types = context.agentTypes.map(({ type }) => type)
  const deliverables = readDeliverables(plan.text, types)
  if (deliverables.length === 0) {
    const question = questions.emptyPlan(plan.name)
    return askForWork(context, { reasoning: reasons.emptyPlan(plan.name), question })
  }
  const correction = followVerdict(context, deliverables)
  if (correction !== null) return correction
  const worked = workedOn(context)
  // Tasks of this decider repeat the text of their deliverable. Other tasks are compared by their words.
  const isOwn = deliverables.some(({ text }) => worked.has(text))
  const unmade = new Set(isOwn ? deliverables : listUnmade(deliverables, context))
  const open = deliverables.filter(
    (each) => unmade.has(each) && each.state === undefined && !worked.has(each.text),
  )
  for (const deliverable of inOrder(open)) {
    const index = deliverables.indexOf(deliverable)
    const step = nextFor(context, { deliverable, plan, number: index + 1, count: deliverables.length })
    if (step !== null) return step
  }
  if (plan.text.length >= maxArtifactLength) {
    const question = questions.longPlan(plan.name)
    return askForWork(context, { reasoning: reasons.longPlan(plan.name), question })
  }
  return (
    check(context, { deliverables, plan, types }) ??
    askApproval(context) ??
    end(
      context,
      describeCompletion(
        plan,
        deliverables.filter((each) => each.state !== 'done' && !worked.has(each.text) && unmade.has(each)),
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
    return escalate(reasons.notApproved, {
      question: questions.notApproved(approval),
      recommended: answers.nameChange,
    })
  }
  return (
    followAnswer(context) ??
    escalate(reasons.approvalNeeded, {
      question: questions.approveResult(approval),
      recommended: answers.approve,
    })
  )
}

/** Deliverables without open dependencies first, such as `D3 (needs D2)` after D2. Otherwise the plan's order. */
function inOrder(open: readonly Deliverable[]): readonly Deliverable[] {
  const ids = new Set(open.flatMap(({ id }) => id ?? []))
  const isFree = ({ text, id }: Deliverable) => listNeeds(text).every((each) => each === id || !ids.has(each))
  return [...open.filter(isFree), ...open.filter((each) => !isFree(each))]
}

const needs =
  /\b(?:needs?|requires?|depends on|after|blocked by|waits for)\b:?\s+(?<ids>[A-Za-z]{0,4}-?\d+(?:\s*(?:,|and|&)\s*[A-Za-z]{0,4}-?\d+)*)/gi

/** Ids that the text of a deliverable depends on. */
const listNeeds = (text: string): string[] =>
  [...text.matchAll(needs)].flatMap(({ groups }) => (groups?.ids ?? '').split(/\s*(?:,|and|&)\s*/))

const checkers = /test|review|\bqa\b|quality|audit|inspect|valid/i

/**
 * The step after a failed check: its maker fixes the problems, then the same check runs again. Null if the newest checks
 * passed. The guard ends this after its limit of rounds, with a question to a person.
 */
function followVerdict(context: DecisionContext, deliverables: readonly Deliverable[]): Decision | null {
  const { tasks, agentTypes } = context
  const verdict = readFacts(context).redVerdicts[0]
  if (verdict === undefined) return null
  const report = context.artifacts.find(({ name }) => name === verdict.source)
  const check = tasks.find(({ key }) => key === (report?.taskKey ?? verdict.source))
  if (check === undefined || check.agentType === null) return null
  const files = [...(report === undefined ? [] : [report.name]), ...madeOf(context)]
  const isFixed = tasks
    .slice(tasks.indexOf(check) + 1)
    .some(
      ({ status, isEscalation, agentType }) =>
        status === 'done' && !isEscalation && agentType !== check.agentType,
    )
  if (isFixed) {
    return create(reasons.fixed(check.title), {
      type: check.agentType,
      description: descriptions.checkAgain(check.title),
      files,
      information: informationOf(context),
    })
  }
  const type = makerOf(context, { report, check, deliverables })
  if (type === null || !agentTypes.some((each) => each.type === type)) return null
  return create(reasons.checkFailed(check.title), {
    type,
    description: descriptions.fix(verdict.source, excerpt(verdict.quote)),
    files,
    information: informationOf(context),
  })
}

interface Failed {
  readonly report: MadeArtifact | undefined
  readonly check: ContextTask
  readonly deliverables: readonly Deliverable[]
}

/** The agent type that made what the report names: by a file of the report, by its words, or the last specialist. */
function makerOf(
  { tasks, artifacts }: DecisionContext,
  { report, check, deliverables }: Failed,
): string | null {
  const makers = tasks.filter(
    ({ status, isEscalation, agentType }) =>
      status === 'done' &&
      !isEscalation &&
      agentType !== null &&
      !isPlanningRole(agentType) &&
      !checkers.test(agentType),
  )
  const text = report?.text ?? check.outcome
  const failing = text
    .split(/\r?\n/)
    .filter((line) => /fail|broken|error|wrong|missing|not |❌|✗|bug|defect|reject/i.test(line))
    .join('\n')
  const named = artifacts.findLast(
    ({ name, taskKey }) =>
      name !== report?.name && failing.includes(name) && makers.some(({ key }) => key === taskKey),
  )
  const byFile = makers.find(({ key }) => key === named?.taskKey)
  if (byFile !== undefined) return byFile.agentType
  const stems = contentStems(failing)
  const share = (words: string) => {
    const own = [...contentStems(words)]
    return own.length === 0 ? 0 : own.filter((stem) => stems.has(stem)).length / own.length
  }
  const scored = [
    ...makers.map(({ title, agentType }) => ({ type: agentType, score: share(title) })),
    ...deliverables.flatMap(({ text: words, agentType }) =>
      agentType === null || checkers.test(agentType) ? [] : [{ type: agentType, score: share(words) }],
    ),
  ].sort((a, b) => b.score - a.score)
  const [best] = scored
  return best !== undefined && best.score > 0 ? best.type : (makers.at(-1)?.agentType ?? null)
}

interface Place {
  readonly deliverable: Deliverable
  readonly plan: MadeArtifact
  /** Number of the deliverable in the plan, from 1. */
  readonly number: number
  readonly count: number
}

/** The next step for a missing deliverable; null when none is needed. */
function nextFor(context: DecisionContext, { deliverable, plan, number, count }: Place): Decision | null {
  const { text, agentType } = deliverable
  const answer = escalations(context).findLast(({ description }) => isAbout(description, text))
  if (answer !== undefined && isDeclined(answer.outcome)) return null
  const types = context.agentTypes.map(({ type }) => type)
  const type = agentType ?? (answer === undefined ? null : typeOf(answer.outcome, types))
  if (type === null) return askWhoMakes(deliverable, plan, types)
  const scope = newest(context, 'scope.md')
  return create(reasons.deliverable(number, count, plan.name), {
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
  const recommended = told === null ? answers.skip : answers.assignTo(told)
  const [reasoning, question] =
    missingType === null
      ? [reasons.noAgentNamed(plan.name), questions.noAgentFits(excerpt(text))]
      : [reasons.agentMissing(plan.name), questions.agentMissing(plan.name, missingType, excerpt(text))]
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
  return create(reasons.notTested, {
    type: 'tester',
    description: descriptions.writeTests(made.join(', ')),
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
  const recommended = isBegun ? answers.nothingMore : answers.nameItem
  return followAnswer(context) ?? escalate(reasoning, { question, recommended })
}

/**
 * Turns the answer to a question about the plan into the next task, or ends the goal; null if the answer fits neither.
 */
function followAnswer(context: DecisionContext): Decision | null {
  const { finished, agentTypes } = context
  if (!finished.isEscalation || !finished.description.includes('plan.md')) return null
  if (isEnough(finished.outcome)) return end(context, reasons.nothingMore)
  const type = typeOf(
    finished.outcome,
    agentTypes.map((each) => each.type),
  )
  if (type === null) return null
  return create(reasons.personAsked, {
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
  return escalate(reasons.taskFailed, {
    question: questions.taskFailed(excerpt(title), excerpt(outcome)),
    recommended: answers.tryAgain,
    about: description,
  })
}

/** Reason for completion after all deliverables of the plan, with the deliverables that a person left out. */
function describeCompletion({ name }: MadeArtifact, left: readonly Deliverable[]): string {
  const titles = left.map(({ text }) => `"${excerpt(text)}"`).join(', ')
  return [reasons.planDone(name), ...(titles === '' ? [] : [reasons.leftOut(titles)])].join(' ')
}

/** Completes the goal. If files are incomplete, the reason lists them. */
function end({ artifacts }: DecisionContext, why: string): Decision {
  const unfinished = listUnfinished(artifacts)
  if (unfinished.length === 0) return complete(why)
  const lacks = unfinished.map(({ name, missing }) => `${name}: ${excerpt(missing)}`)
  return complete([summaryOfScaffolds(unfinished), ...lacks, why].join(' ').slice(0, 4000))
}
