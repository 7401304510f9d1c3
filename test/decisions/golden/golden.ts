import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { z } from 'zod'
import { priorityOf, type Verdict } from '../../../src-main/decisions/verdict.ts'
import { parseYamlText } from '../../../src-main/planning/text/yaml-text.ts'
import {
  type Decision,
  decisionSchema,
  goalLimitsSchema,
  guardCodes,
} from '../../../src-shared/model/decisions/decision.ts'
import { moneySchema } from '../../../src-shared/model/money.ts'
import { taskStatuses } from '../../../src-shared/model/task.ts'
import { prioritySchema } from '../../../src-shared/model/task-definition.ts'

const contextTaskSchema = z.strictObject({
  key: z.string(),
  title: z.string(),
  description: z.string(),
  agentType: z.string().nullable(),
  status: z.enum(taskStatuses),
  outcome: z.string(),
  isEscalation: z.boolean(),
  dependsOn: z.array(z.string()).exactOptional(),
  gateQuestion: z.string().exactOptional(),
  endedAt: z.number().nullable().exactOptional(),
})

const contextSchema = z.strictObject({
  goal: z.string(),
  phase: z.string(),
  finished: contextTaskSchema,
  tasks: z.array(contextTaskSchema),
  agentTypes: z.array(z.strictObject({ type: z.string(), available: z.boolean() })),
  artifacts: z.array(
    z.strictObject({
      name: z.string(),
      taskKey: z.string(),
      text: z.string(),
      missing: z.string().exactOptional(),
    }),
  ),
  queue: z.strictObject({ running: z.number(), waiting: z.number() }),
  decisions: z.number(),
  limits: goalLimitsSchema.exactOptional(),
  moneyLeft: moneySchema.exactOptional(),
  demands: z.strictObject({ approvals: z.array(z.string()), parts: z.array(z.string()) }).exactOptional(),
  facts: z
    .strictObject({
      openDeliverables: z.array(z.string()),
      isPlanMissing: z.boolean(),
      isOnlyPlanned: z.boolean(),
      redVerdicts: z.array(z.strictObject({ source: z.string(), quote: z.string(), rounds: z.number() })),
      openQuestions: z.array(z.string()),
      openApprovals: z.array(z.string()),
      openParts: z.array(z.string()).default([]),
      leftOut: z.array(z.string()).default([]),
    })
    .exactOptional(),
})

/** A decision without its reasoning, whose wording is nobody's contract; what is absent is null. */
const { reasoning: _reasoning, action, ...others } = decisionSchema.shape
const saidSchema = z.strictObject({ action, ...z.strictObject(others).partial().shape })
type Said = z.infer<typeof saidSchema>

const outcomeSchema = z.strictObject({
  /** What is done. */
  decision: saidSchema,
  /** Of the task that follows from it; null: there is none. */
  priority: prioritySchema.nullable(),
  /** What the guard found. */
  findings: z.array(z.enum(guardCodes)).default([]),
  /** What was proposed, where the guard had it replaced. */
  refused: saidSchema.nullable().default(null),
})
export type Outcome = z.infer<typeof outcomeSchema>

/** One decision that was looked at and found right: what the decider is told, and what must come of it. */
export const goldenSchema = z.strictObject({
  title: z.string().min(1),
  context: contextSchema,
  /** Of the rules, and of a model that answers the same. */
  expected: outcomeSchema,
  /** What else a model might answer to it, and what must come of that. */
  answers: z
    .array(z.strictObject({ title: z.string().min(1), answer: saidSchema, expected: outcomeSchema }))
    .default([]),
})
export type Golden = z.infer<typeof goldenSchema>

export const casesDir = join(import.meta.dirname, 'cases')

/** All goldens of a folder, by the names of their files. */
export const readGoldens = (dir: string): (Golden & { file: string })[] =>
  readdirSync(dir)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ ...parseGolden(readFileSync(join(dir, file), 'utf8'), file), file }))

export function parseGolden(text: string, file: string): Golden {
  const read = parseYamlText(text)
  if (!read.ok) throw new Error(`${file}: ${read.error.message}`)
  const golden = goldenSchema.safeParse(read.value)
  if (!golden.success) throw new Error(`${file}: ${z.prettifyError(golden.error)}`)
  return golden.data
}

/** As a file: texts stand in it as they are, so that a person can read them. */
export const writeGolden = (golden: Golden): string => stringify(golden, { lineWidth: 0 })

const nothing = {
  next_agent_type: null,
  task_description: null,
  context_to_pass: null,
  urgency: null,
  question: null,
  recommended_answer: null,
} as const

/** A whole decision, as a model would write it. */
export const decisionOf = (said: Said): Decision =>
  decisionSchema.parse({ reasoning: 'As expected.', ...nothing, ...said })

const saidOf = ({ reasoning: _, ...said }: Decision): Said =>
  saidSchema.parse(Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null)))

/** What came of an answer, in the words of a golden. */
export function outcomeOf(proposed: Decision | null, { decision, findings }: Verdict): Outcome {
  const isTask = decision.action === 'create_task' || decision.action === 'escalate_to_human'
  return {
    decision: saidOf(decision),
    priority: isTask ? priorityOf(decision) : null,
    findings: findings.map(({ code }) => code),
    refused: findings.length === 0 || proposed === null ? null : saidOf(proposed),
  }
}
