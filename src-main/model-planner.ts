import { z } from 'zod'
import type { BuildRequest } from '#shared/contract/seed.ts'
import type { Agent } from '#shared/model/agent.ts'
import { priorities } from '#shared/model/task.ts'
import type { Models } from './models/port.ts'
import { planOfRequest } from './planning/plan-document.ts'
import { findPlanFault } from './planning/plan-fault.ts'
import { type Scoped, scopeByTemplates } from './planning/scope-plan.ts'

/** Flat, and every field there: some servers take no other form. */
const draftSchema = z.object({
  title: z.string().min(1).max(200),
  tasks: z
    .array(
      z.object({
        title: z.string().min(1).max(200),
        description: z.string().min(1).max(10_000),
        agent_type: z.string().min(1).max(64),
        /** Numbers of earlier tasks of the list, from 1. */
        depends_on: z.array(z.number()).max(100),
        priority: z.enum(priorities),
        estimate_minutes: z.number().nullable(),
        done_when: z.string().min(1).max(2000),
        needs_approval: z.boolean(),
      }),
    )
    .max(200),
  open_questions: z.array(z.string().min(1).max(500)).max(20),
})
type Draft = z.infer<typeof draftSchema>

const instructions =
  'You plan work for a crew of agents. You split a goal into tasks that one agent each can do, no more than are needed, ' +
  'with what each waits for and a check that says when it is done. What cannot be taken back or costs money needs approval. ' +
  'You use only agent types that you were shown. What the goal does not say is an open question.'

const maxGoal = 10_000
const maxTypes = 100

export interface PlannerOptions {
  readonly models: Models
  readonly newId: () => string
  /** Agent types that there are now. */
  readonly typesOf: () => readonly string[]
}

/** A plan of a goal by the model that is set for planning; by templates without one, or where its plan cannot be run. */
export const createPlanner =
  ({ models, newId, typesOf }: PlannerOptions) =>
  async (goal: string, signal?: AbortSignal): Promise<Scoped> => {
    const planId = `scope-${newId()}`
    const answer = await models.ask({
      purpose: 'planning',
      instructions,
      prompt: [
        { kind: 'data', label: 'goal', text: goal, maxLength: maxGoal },
        { kind: 'text', text: `Agent types that exist: ${typesOf().slice(0, maxTypes).join(', ')}` },
      ],
      schema: draftSchema,
      maxOutputTokens: 8000,
      deadlineMs: 180_000,
      ...(signal !== undefined && { abortSignal: signal }),
    })
    const byTemplates = (notes: readonly string[]): Scoped => ({
      ...scopeByTemplates(goal, planId),
      model: null,
      notes,
    })
    // Without a model nothing went wrong.
    if (!answer.ok) return byTemplates(answer.error.type === 'no_model' ? [] : [answer.error.message])
    const { value, model } = answer.value
    const plan = requestOf(value, planId)
    const fault = value.tasks.length === 0 ? null : findPlanFault(planOfRequest(plan, null))
    if (fault !== null) return byTemplates([`The plan of ${model} cannot be run: ${fault.message}`])
    return { plan, openQuestions: value.open_questions, model, notes: [] }
  }

function requestOf({ title, tasks }: Draft, planId: string): BuildRequest {
  const keyAt = (index: number) => `task-${String(index + 1).padStart(3, '0')}`
  return {
    plan_id: planId,
    title,
    tasks: tasks.map((task, index) => ({
      task_id: keyAt(index),
      title: task.title,
      description: `${task.description}\n\nDone when ${task.done_when}`,
      required_skills: [skillOf(task.agent_type)],
      depends_on: [...new Set(task.depends_on.map((number) => keyAt(number - 1)))],
      priority: task.priority,
      requires_approval: task.needs_approval,
      ...(task.estimate_minutes !== null && {
        estimate_ms: Math.round(Math.min(Math.max(task.estimate_minutes, 0), 525_600) * 60_000),
      }),
    })),
  }
}

/** A model's word as a skill token. */
const skillOf = (type: string): string =>
  type
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '') || 'unknown'

/** What can be asked for: the skills of all agents, the roles that a goal brings along included. */
export function listTypes(known: Iterable<{ readonly agent: Agent }>, roles: readonly Agent[]): string[] {
  const skills = [...roles.flatMap((role) => role.skills), ...[...known].flatMap(({ agent }) => agent.skills)]
  return [...new Set(skills)].filter((skill) => skill !== 'escalation')
}
