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

/** A decision without its reasoning, because the wording of the reasoning may change. Absent: null. */
const { reasoning: _reasoning, action, ...others } = decisionSchema.shape
const saidSchema = z.strictObject({ action, ...z.strictObject(others).partial().shape })
type Said = z.infer<typeof saidSchema>

const outcomeSchema = z.strictObject({
  /** Resulting decision. */
  decision: saidSchema,
  /** Priority of the resulting task; null: no task. */
  priority: prioritySchema.nullable(),
  /** Codes of the guard's findings. */
  findings: z.array(z.enum(guardCodes)).default([]),
  /** Proposed decision, if the guard replaced the proposal. */
  refused: saidSchema.nullable().default(null),
})
export type Outcome = z.infer<typeof outcomeSchema>

/** A reviewed decision: the context of the decider, and the expected outcome. */
export const goldenSchema = z.strictObject({
  title: z.string().min(1),
  context: contextSchema,
  /** Outcome of the rules, and of a model that gives the same answer. */
  expected: outcomeSchema,
  /** Other possible answers of a model, each with its expected outcome. */
  answers: z
    .array(z.strictObject({ title: z.string().min(1), answer: saidSchema, expected: outcomeSchema }))
    .default([]),
})
export type Golden = z.infer<typeof goldenSchema>

export const casesDir = join(import.meta.dirname, 'cases')

/** All goldens of a folder, in the order of their file names. */
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

/** File content of a golden. Texts stay readable, without escapes or line folding. */
export const writeGolden = (golden: Golden): string => stringify(golden, { lineWidth: 0 })

const nothing = {
  next_agent_type: null,
  task_description: null,
  context_to_pass: null,
  urgency: null,
  question: null,
  recommended_answer: null,
} as const

/** A complete decision, as written by a model. */
export const decisionOf = (said: Said): Decision =>
  decisionSchema.parse({ reasoning: 'As expected.', ...nothing, ...said })

const saidOf = ({ reasoning: _, ...said }: Decision): Said =>
  saidSchema.parse(Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null)))

/** Outcome of an answer, in the format of a golden. */
export function outcomeOf(proposed: Decision | null, { decision, findings }: Verdict): Outcome {
  const isTask = decision.action === 'create_task' || decision.action === 'escalate_to_human'
  return {
    decision: saidOf(decision),
    priority: isTask ? priorityOf(decision) : null,
    findings: findings.map(({ code }) => code),
    refused: findings.length === 0 || proposed === null ? null : saidOf(proposed),
  }
}
