import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import {
  decisionRecordSchema,
  decisionSchema,
  decisionSummarySchema,
  goalSchema,
} from '../model/decisions/decision.ts'
import {
  decisionFileSchema,
  decisionFilterSchema,
  decisionMarks,
  decisionPlaceSchema,
  exportedDecisionSchema,
  foundDecisionSchema,
  otherAnswerSchema,
} from '../model/decisions/decision-search.ts'
import { moneySchema, moneySumSchema } from '../model/money.ts'
import { goalOutcomeSchema } from '../model/runs/goal-outcome.ts'
import { runViewSchema } from '../model/runs/run.ts'
import { get, post, query } from './builders.ts'
import { buildRefusals } from './errors.ts'

/** A question that was asked again. */
export const replayedDecisionSchema = z.object({
  number: z.number(),
  after: z.string(),
  was: decisionSchema,
  /** Null: the model gave no decision, and `failure` says why. */
  now: decisionSchema.nullable(),
  failure: z.string().nullable(),
  model: z.string().nullable(),
  /** The same action, for the same type of agent. */
  isSame: z.boolean(),
  spent: moneySumSchema.nullable(),
})
export type ReplayedDecision = z.infer<typeof replayedDecisionSchema>

/** Preview of a goal before it starts. */
export const goalPreviewSchema = z.object({
  /** The possible and impossible parts with the configured models and agents, each in a sentence. */
  expectations: z.array(z.string()),
  /** Words that reserve an approval for a person: each becomes a gate. */
  approvals: z.array(z.string()),
  /** Parts that no task, gate or question covers. */
  notUnderstood: z.array(z.string()),
})
export type GoalPreview = z.infer<typeof goalPreviewSchema>

/** A piece of the ledger, oldest first. The first one comes at once, also when there is nothing in it. */
export const decisionPageSchema = z.object({
  decisions: z.array(decisionSummarySchema),
  /** The number of the newest decision so far: where to resume. */
  through: z.number(),
})
export type DecisionPage = z.infer<typeof decisionPageSchema>

const decisionPage = z
  .strictObject({
    filter: decisionFilterSchema.prefault({}),
    /** The last one of the page before. */
    below: decisionPlaceSchema.nullable().default(null),
    limit: z.int().min(1).max(200).default(50),
  })
  .prefault({})
const oneDecision = z.strictObject({ runId: z.string(), number: z.coerce.number().int().min(1) })

/** Runs that a decider unfolds step by step (document 002), and the ledger of what it decided. */
export const goalsContract = {
  start: post(
    '/v1/goals',
    'Start a run from a goal: its first task scopes it, then a decider says what comes next',
    ['E_TYPE', 'E_CLOSED', ...buildRefusals],
  )
    .route({ successStatus: 201 })
    .input(
      z.strictObject({
        goal: goalSchema.shape.text.refine((text) => text.trim() !== '', 'a goal is said in words'),
        decider: goalSchema.shape.decider.default('rules'),
        shadow: goalSchema.shape.shadow,
        limits: goalSchema.shape.limits,
        projectId: z.string().min(1).max(200).optional(),
        /** The cap for agents and models. */
        budget: moneySchema.optional(),
        /** Whose files the agents may read. */
        projectFolder: z.string().max(4096).optional(),
        /** Makes it repeatable by its sender; over REST the header `Idempotency-Key` does. */
        commandId: z.string().min(1).max(200).optional(),
      }),
    )
    .output(runViewSchema),
  preview: query(
    '/v1/goals/preview',
    'Preview a goal: the parts that Switchyard understands, and what happens with each; nothing starts',
  )
    .input(z.strictObject({ goal: goalSchema.shape.text }))
    .output(goalPreviewSchema),
  getOutcome: get(
    '/v1/runs/{runId}/outcome',
    'What the goal of a run came to: reached, or left with scaffolds, and what these lack file by file',
    ['E_STATE'],
  )
    .input(z.strictObject({ runId: z.string() }))
    .output(goalOutcomeSchema),
  listDecisions: get('/v1/runs/{runId}/decisions', 'The decision ledger of a run, oldest first')
    .input(z.strictObject({ runId: z.string() }))
    .output(z.array(decisionRecordSchema)),
  listShadows: get(
    '/v1/runs/{runId}/decisions/shadow',
    'What the shadow of a run would have decided, beside what was decided',
  )
    .input(z.strictObject({ runId: z.string() }))
    .output(z.array(replayedDecisionSchema)),
  watchDecisions: get(
    '/v1/runs/{runId}/decisions/stream',
    'The ledger without prompts and raw answers: what there is after a number, then as it comes',
  )
    .input(z.strictObject({ runId: z.string(), after: z.coerce.number().int().min(0).default(0) }))
    .output(eventIterator(decisionPageSchema)),
  getDecision: get('/v1/runs/{runId}/decisions/{number}', 'One decision with its prompt and its raw answer')
    .input(z.strictObject({ runId: z.string(), number: z.coerce.number().int().min(1) }))
    .output(decisionRecordSchema),
  replayDecisions: post(
    '/v1/runs/{runId}/decisions/replay',
    'Ask a model every question of a run again, and compare; nothing is done with the answers',
    ['E_STATE'],
  )
    .input(
      z.strictObject({
        runId: z.string(),
        /** The name of another model of the same server; absent: the deciding model. */
        model: z.string().min(1).max(200).optional(),
      }),
    )
    .output(z.array(replayedDecisionSchema)),
  findDecisions: query(
    '/v1/decisions/search',
    'Decisions of all runs that fit, newest first, with what came of them',
  )
    .input(decisionPage)
    .output(z.array(foundDecisionSchema)),
  readDecision: get(
    '/v1/runs/{runId}/decisions/{number}/file',
    'One decision whole, with what came of it and what other models said to the same question',
  )
    .input(oneDecision)
    .output(decisionFileSchema),
  askAgain: post(
    '/v1/runs/{runId}/decisions/{number}/ask',
    'Put the question of one decision to a model again; the answer is kept, and nothing is done with it',
    ['E_STATE'],
  )
    .input(oneDecision.extend({ model: z.string().min(1).max(200).optional() }))
    .output(otherAnswerSchema),
  markDecision: post(
    '/v1/runs/{runId}/decisions/{number}/mark',
    'Say that a decision was good or bad, and why; null takes it back',
  )
    .input(
      oneDecision.extend({ mark: z.enum(decisionMarks).nullable(), note: z.string().max(4000).default('') }),
    )
    .output(foundDecisionSchema),
  exportDecisions: query(
    '/v1/decisions/export',
    'The same decisions whole, with their marks, a page at a time; `next` is where to go on',
  )
    .input(decisionPage)
    .output(z.object({ decisions: z.array(exportedDecisionSchema), next: decisionPlaceSchema.nullable() })),
}
