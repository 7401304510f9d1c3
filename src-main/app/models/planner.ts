import { z } from 'zod'
import type { Agent } from '#shared/model/agents/agent.ts'
import { priorities } from '#shared/model/task-definition.ts'
import { planOfRequest } from '#shared/plan-file/read-plan.ts'
import { contentStems } from '#shared/text/content-words.ts'
import { words } from '#shared/words/words.ts'
import { takesPart } from '../../assignment/simulation.ts'
import { normaliseSkill } from '../../assignment/skills.ts'
import type { Models } from '../../models/port.ts'
import { findPlanFault } from '../../planning/plan-fault.ts'
import { type Complexity, complexityOf, isHard } from '../../planning/requests/complexity.ts'
import { listApprovals, readRemainder } from '../../planning/requests/goal-demands.ts'
import { readScope } from '../../planning/scope/scope.ts'
import { type DraftTask, requestTasksOf, scoresOf } from '../../planning/scope/scope-draft.ts'
import {
  type AskedGoal,
  askAboutPart,
  type Scoped,
  scopeByTemplates,
} from '../../planning/scope/scope-plan.ts'
import { agentTypesPart, partsInstructions, tasksInstructions } from './instructions.ts'

/** Flat, with every field required, because some servers accept no other form. */
const taskFields = {
  title: z.string().min(1).max(200),
  description: z.string().min(1).max(10_000),
  agent_type: z.string().min(1).max(64),
  /** Positions of earlier tasks in the list, starting at 1. */
  depends_on: z.array(z.number()).max(100),
  priority: z.enum(priorities),
  estimate_minutes: z.number().nullable(),
  done_when: z.string().min(1).max(2000),
  needs_approval: z.boolean(),
}
const draftSchema = z.object({
  title: z.string().min(1).max(200),
  tasks: z
    .array(z.object({ ...taskFields, complexity: z.number(), complexity_reason: z.string().max(500) }))
    .max(200),
  open_questions: z.array(z.string().min(1).max(500)).max(20),
})
const partsSchema = z.object({ parts: z.array(z.object(taskFields)).max(12) })

const maxGoal = 10_000
/**
 * Maximum number of tasks that are split. A plan with more hard tasks needs a person's review before further model
 * calls.
 */
const maxSplits = 6

export interface PlannerOptions {
  readonly models: Models
  readonly newId: () => string
  /** Agent types that currently exist. */
  readonly typesOf: () => readonly string[]
}

interface Asking extends PlannerOptions {
  readonly goal: string
  readonly signal: AbortSignal | undefined
}

/**
 * Plans a goal with the planning model, which rates the difficulty of each task and splits hard tasks. Templates are
 * the fallback without a model, or if its plan cannot run.
 */
export const createPlanner =
  (options: PlannerOptions) =>
  async ({ goal, answers }: AskedGoal, signal?: AbortSignal): Promise<Scoped> => {
    const planId = `scope-${options.newId()}`
    const asking = { ...options, goal: goalWith({ goal, answers }), signal }
    const byTemplates = (notes: readonly string[]): Scoped => ({
      ...scopeByTemplates({ goal, answers }, planId),
      model: null,
      notes,
    })
    const answer = await askPlan(asking)
    // A missing model is not a failure.
    if (!answer.ok) return byTemplates(answer.error.type === 'no_model' ? [] : [answer.error.message])
    const { value, model } = answer.value
    const drafts = value.tasks.map((task) =>
      draftOf(task, complexityOf(task.complexity, task.complexity_reason)),
    )
    const planOf = (tasks: readonly DraftTask[]) => ({
      plan_id: planId,
      title: value.title,
      tasks: requestTasksOf(tasks),
    })
    const fault = drafts.length === 0 ? null : findPlanFault(planOfRequest(planOf(drafts), null))
    if (fault !== null) return byTemplates([words.planner.unusablePlan(model, fault.message)])
    const { tasks, notes } = await splitHard(asking, drafts)
    const gated = withApproval(tasks, goal)
    const notUnderstood = answers.length === 0 && tasks.length > 0 ? listUncovered(goal, tasks) : []
    return {
      plan: planOf(gated),
      complexity: scoresOf(gated),
      openQuestions: [...value.open_questions, ...notUnderstood.map(askAboutPart)],
      notUnderstood,
      model,
      notes,
    }
  }

/** An approval that the goal reserves for a person becomes a gate, even if the model sets none. */
function withApproval(drafts: readonly DraftTask[], goal: string): readonly DraftTask[] {
  const [approval] = listApprovals(goal)
  if (
    approval === undefined ||
    drafts.some(({ needsApproval, gate }) => needsApproval || gate !== undefined)
  ) {
    return drafts
  }
  const waitedFor = new Set(drafts.flatMap(({ dependsOn }) => dependsOn))
  return drafts.map((draft, index) => {
    const question = words.planner.acceptResult(approval, draft.title).slice(0, 1000)
    return waitedFor.has(index) ? draft : { ...draft, gate: { when: 'after', question } }
  })
}

/** Share of a part's words that the plan must contain to cover the part. */
const enough = 0.6

function listUncovered(goal: string, drafts: readonly DraftTask[]): string[] {
  const planned = contentStems(drafts.map(({ title, description }) => `${title}\n${description}`).join('\n'))
  return readRemainder(goal, readScope(goal)).notUnderstood.filter((part) => {
    const stems = [...contentStems(part)]
    return stems.filter((stem) => planned.has(stem)).length < stems.length * enough
  })
}

const goalWith = ({ goal, answers }: AskedGoal): string =>
  [goal, ...answers.map(({ question, answer }) => `Question: ${question}\nAnswer: ${answer}`)].join('\n\n')

const askPlan = ({ models, goal, typesOf, signal }: Asking) =>
  models.ask({
    purpose: 'planning',
    instructions: tasksInstructions,
    prompt: [{ kind: 'data', label: 'goal', text: goal, maxLength: maxGoal }, agentTypesPart(typesOf())],
    schema: draftSchema,
    maxOutputTokens: 8000,
    deadlineMs: 180_000,
    ...(signal !== undefined && { abortSignal: signal }),
  })

interface Split {
  readonly tasks: readonly DraftTask[]
  readonly notes: readonly string[]
}

/** Splits hard tasks one after another. A task whose parts cannot be planned is not split. */
async function splitHard(asking: Asking, drafts: readonly DraftTask[]): Promise<Split> {
  const tasks: DraftTask[] = []
  const notes: string[] = []
  let splits = 0
  for (const draft of drafts) {
    const parts = isHard(draft.complexity) && splits < maxSplits ? await askParts(asking, draft) : null
    if (parts !== null) splits += 1
    if (typeof parts === 'string') notes.push(words.planner.notSplit(draft.title, parts))
    tasks.push(parts === null || typeof parts === 'string' ? draft : { ...draft, parts })
  }
  return { tasks, notes }
}

/** The parts of a task, or the reason why it cannot be split. */
async function askParts(asking: Asking, { title, description }: DraftTask): Promise<DraftTask[] | string> {
  const { models, goal, typesOf, signal } = asking
  const answer = await models.ask({
    purpose: 'planning',
    instructions: partsInstructions,
    prompt: [
      { kind: 'data', label: 'goal', text: goal, maxLength: maxGoal },
      { kind: 'data', label: 'task', text: `${title}\n\n${description}`, maxLength: maxGoal },
      agentTypesPart(typesOf()),
    ],
    schema: partsSchema,
    maxOutputTokens: 4000,
    deadlineMs: 120_000,
    ...(signal !== undefined && { abortSignal: signal }),
  })
  if (!answer.ok) return answer.error.message
  const { parts } = answer.value.value
  if (parts.length < 2) return words.planner.tooFewParts
  const isOrdered = parts.every(({ depends_on }, index) =>
    depends_on.every((number) => Number.isInteger(number) && number >= 1 && number <= index),
  )
  if (!isOrdered) return words.planner.partOrder
  return parts.map((part) => draftOf(part, complexityOf(3, words.planner.partOfTask)))
}

type Told = z.infer<typeof partsSchema>['parts'][number]

const draftOf = (task: Told, complexity: Complexity): DraftTask => ({
  title: task.title,
  description: `${task.description}\n\nDone when ${task.done_when}`,
  skill: skillOf(task.agent_type),
  dependsOn: task.depends_on.map((number) => number - 1),
  priority: task.priority,
  estimateMs:
    task.estimate_minutes === null
      ? null
      : Math.round(Math.min(Math.max(task.estimate_minutes, 0), 525_600) * 60_000),
  needsApproval: task.needs_approval,
  complexity,
  parts: [],
})

/** Converts a model's agent type to a skill; the run applies the aliases. */
const skillOf = (type: string): string => normaliseSkill(type, new Map()) ?? 'unknown'

/** Skills that a task may require: those of all agents and of the goal roles. */
export function listTypes(known: Iterable<{ readonly agent: Agent }>, roles: readonly Agent[]): string[] {
  const working = [...known].map(({ agent }) => agent).filter((agent) => takesPart(agent, false))
  const skills = [...roles, ...working].flatMap((agent) => agent.skills)
  return [...new Set(skills)].filter((skill) => skill !== 'escalation')
}
