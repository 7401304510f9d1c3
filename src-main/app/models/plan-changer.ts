import { z } from 'zod'
import type { PlanDocument } from '#shared/model/plan.ts'
import { priorities, type TaskDefinition } from '#shared/model/task-definition.ts'
import { words as catalogue } from '#shared/words/words.ts'
import type { Models } from '../../models/port.ts'
import type { AskedChange, ChangedPlan, ChangeStep } from '../../planning/change/change-step.ts'
import { blankTask, createKeys } from '../../planning/change/list-additions.ts'
import { readChange } from '../../planning/change/read-change.ts'
import { takeSteps } from '../../planning/change/take-steps.ts'
import { skillOf } from '../../planning/importers/texts.ts'
import { agentTypesPart, changeInstructions } from './instructions.ts'

/** Flat, with every field required, because some servers accept no other form. */
const changeSchema = z.object({
  changes: z
    .array(
      z.object({
        action: z.enum(['add', 'change', 'remove']),
        /** Id of a task in the plan. For an added task, a new id that other changes in the list can use. */
        id: z.string().min(1).max(200),
        title: z.string().min(1).max(200).nullable(),
        description: z.string().min(1).max(10_000).nullable(),
        agent_types: z.array(z.string().min(1).max(64)).max(20).nullable(),
        /** Complete new list of dependencies; null: unchanged. */
        depends_on: z.array(z.string().max(200)).max(200).nullable(),
        priority: z.enum(priorities).nullable(),
        needs_approval: z.boolean().nullable(),
      }),
    )
    .max(200),
  open_questions: z.array(z.string().min(1).max(500)).max(20),
})
type Told = z.infer<typeof changeSchema>['changes'][number]

const maxChange = 10_000
const maxPlan = 60_000

export interface PlanChangerOptions {
  readonly models: Models
  /** Agent types that currently exist. */
  readonly typesOf: () => readonly string[]
}

/**
 * Applies a described change to a plan with the planning model. Without a model or its answer, rules interpret the
 * sentences. Each step is checked: a step that creates a loop or names no task is skipped and reported.
 */
export const createPlanChanger =
  (options: PlanChangerOptions) =>
  async (asked: AskedChange, signal?: AbortSignal): Promise<ChangedPlan> => {
    const answer = await askChange(options, asked, signal)
    if (answer.ok) {
      const { value, model } = answer.value
      const { document, leftOut } = takeSteps(asked.document, stepsOf(asked.document, value.changes))
      return { document, openQuestions: value.open_questions, model, notes: [...cutOf(asked), ...leftOut] }
    }
    const { steps, openQuestions } = readChange(asked.document, asked.change)
    const { document, leftOut } = takeSteps(asked.document, steps)
    // A missing model is not a failure.
    const notes = answer.error.type === 'no_model' ? leftOut : [answer.error.message, ...leftOut]
    return { document, openQuestions, model: null, notes }
  }

const askChange = (
  { models, typesOf }: PlanChangerOptions,
  { document, change }: AskedChange,
  signal: AbortSignal | undefined,
) =>
  models.ask({
    purpose: 'planning',
    instructions: changeInstructions,
    prompt: [
      { kind: 'data', label: 'plan', text: listed(document), maxLength: maxPlan },
      { kind: 'data', label: 'requested change', text: change, maxLength: maxChange },
      agentTypesPart(typesOf()),
    ],
    schema: changeSchema,
    maxOutputTokens: 8000,
    deadlineMs: 180_000,
    ...(signal !== undefined && { abortSignal: signal }),
  })

const listed = ({ tasks }: PlanDocument): string => tasks.map(lineOf).join('\n')

const lineOf = ({ key, kind, title, parent, dependsOn, requiredSkills, ...more }: TaskDefinition): string =>
  JSON.stringify({
    ...{ id: key, title, depends_on: dependsOn, agent_types: requiredSkills, priority: more.priority },
    ...(kind === 'group' && { kind }),
    ...(parent !== null && { group: parent }),
    ...(more.requiresApproval && { needs_approval: true }),
    ...(more.description !== title && { description: more.description.slice(0, 300) }),
  })

const cutOf = ({ document }: AskedChange): string[] =>
  listed(document).length > maxPlan ? [catalogue.planChanges.planCut] : []

/** Added tasks get new keys, which replace the ids that the list uses for them. */
function stepsOf(document: PlanDocument, changes: readonly Told[]): ChangeStep[] {
  const newKey = createKeys(document)
  const added = new Map(changes.flatMap(({ action, id }) => (action === 'add' ? [[id, newKey()]] : [])))
  const nameOf = (id: string) => added.get(id) ?? id
  const known = new Map(document.tasks.map((task) => [task.key, task]))
  const of = (wanted: Told['action']) => changes.filter(({ action }) => action === wanted)
  // Tasks after a removed task inherit its dependencies. A new list replaces the inherited ones too.
  const inherited = of('remove').flatMap(({ id }) => known.get(id)?.dependsOn ?? [])
  return [
    ...of('add').map((told) => additionOf(told, nameOf(told.id))),
    ...of('remove').map(({ id }): ChangeStep => ({ type: 'remove', task: id })),
    ...of('change').flatMap((told) => settingsOf(told, known.get(told.id))),
    ...[...of('change'), ...of('add')].flatMap(({ id, depends_on }) =>
      depends_on === null
        ? []
        : [linksOf(nameOf(id), [...(known.get(id)?.dependsOn ?? []), ...inherited], depends_on.map(nameOf))],
    ),
  ]
}

const additionOf = (told: Told, key: string): ChangeStep => ({
  type: 'add',
  task: {
    ...blankTask(key, told.title ?? told.id),
    ...(told.description !== null && { description: told.description }),
    requiredSkills: skillsOf(told) ?? [],
    priority: told.priority ?? 'medium',
    requiresApproval: told.needs_approval ?? false,
  },
  before: [],
})

const skillsOf = ({ agent_types }: Told): string[] | null =>
  agent_types?.flatMap((type) => skillOf(type) ?? []) ?? null

function settingsOf(told: Told, task: TaskDefinition | undefined): ChangeStep[] {
  const { title, description, priority, needs_approval } = told
  const [was, is] = [task?.requiredSkills ?? [], skillsOf(told)]
  const isOpened = needs_approval === false && task?.gate !== undefined
  return [
    {
      type: 'set',
      task: told.id,
      to: {
        ...(title !== null && { title }),
        ...(description !== null && { description }),
        ...(priority !== null && { priority }),
        ...(needs_approval !== null && { requiresApproval: needs_approval }),
      },
    },
    ...(isOpened ? [{ type: 'clear', task: told.id, setting: 'gate' } as const] : []),
    ...(is === null
      ? []
      : [{ type: 'skills', task: told.id, drop: without(was, is), add: without(is, was) } as const]),
  ]
}

const linksOf = (task: string, was: readonly string[], is: readonly string[]): ChangeStep => ({
  ...{ type: 'dependencies', task },
  ...{ drop: without(was, is), add: is },
})

const without = (words: readonly string[], others: readonly string[]): string[] =>
  words.filter((word) => !others.includes(word))
