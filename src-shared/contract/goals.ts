import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { format } from '#shared/model/format.ts'
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

/** A decision replayed with the same question. */
export const replayedDecisionSchema = z.object({
  number: z.number(),
  after: z.string(),
  was: decisionSchema,
  /** Null: the model made no decision, and `failure` has the reason. */
  now: decisionSchema.nullable(),
  failure: z.string().nullable(),
  model: z.string().nullable(),
  /** True if the action and the agent type are the same. */
  isSame: z.boolean(),
  spent: moneySumSchema.nullable(),
})
export type ReplayedDecision = z.infer<typeof replayedDecisionSchema>

/** Preview of a goal before it starts. */
export const goalPreviewSchema = z.object({
  /** Capabilities and limits of the configured models and agents for this goal, one sentence each. */
  expectations: z.array(z.string()),
  /** Phrases in the goal that reserve an approval for a person. Each becomes a gate. */
  approvals: z.array(z.string()),
  /** Parts that no task, gate or question covers. */
  notUnderstood: z.array(z.string()),
})
export type GoalPreview = z.infer<typeof goalPreviewSchema>

/** A page of the decision ledger, oldest first. The first page is sent immediately, even if it is empty. */
export const decisionPageSchema = z.object({
  decisions: z.array(decisionSummarySchema),
  /** Number of the newest decision so far, from which to resume. */
  through: z.number(),
})
export type DecisionPage = z.infer<typeof decisionPageSchema>

const decisionPage = z
  .strictObject({
    filter: decisionFilterSchema.prefault({}),
    /** Position of the last decision on the previous page. */
    below: decisionPlaceSchema.nullable().default(null),
    limit: z.int().min(1).max(200).default(50),
  })
  .prefault({})
const oneDecision = z.strictObject({ runId: z.string(), number: z.coerce.number().int().min(1) })

/** Goal runs, which a decider extends step by step (document 002), and the ledger of its decisions. */
export const goalsContract = {
  start: post(
    '/v1/goals',
    'Start a run from a goal: the first task writes the scope, then a decider adds tasks',
    ['E_TYPE', 'E_CLOSED', ...buildRefusals],
  )
    .route({ successStatus: 201 })
    .input(
      z.strictObject({
        goal: goalSchema.shape.text.refine((text) => text.trim() !== '', format('goalWords')),
        decider: goalSchema.shape.decider.default('rules'),
        shadow: goalSchema.shape.shadow,
        limits: goalSchema.shape.limits,
        projectId: z.string().min(1).max(200).optional(),
        /** Cap for agents and models together. */
        budget: moneySchema.optional(),
        /** Folder whose files the agents may read. */
        projectFolder: z.string().max(4096).optional(),
        /** Client-generated id that makes the request repeatable; over REST, use the `Idempotency-Key` header. */
        commandId: z.string().min(1).max(200).optional(),
      }),
    )
    .output(runViewSchema),
  preview: query(
    '/v1/goals/preview',
    'Preview a goal: the understood parts and their handling; nothing starts',
  )
    .input(z.strictObject({ goal: goalSchema.shape.text }))
    .output(goalPreviewSchema),
  getOutcome: get(
    '/v1/runs/{runId}/outcome',
    'Get the outcome of a goal run, with the missing parts of each incomplete file',
    ['E_STATE'],
  )
    .input(z.strictObject({ runId: z.string() }))
    .output(goalOutcomeSchema),
  listDecisions: get('/v1/runs/{runId}/decisions', 'List the decisions of a run, oldest first')
    .input(z.strictObject({ runId: z.string() }))
    .output(z.array(decisionRecordSchema)),
  listShadows: get(
    '/v1/runs/{runId}/decisions/shadow',
    'Compare the decisions of a run with those of its shadow model',
  )
    .input(z.strictObject({ runId: z.string() }))
    .output(z.array(replayedDecisionSchema)),
  watchDecisions: get(
    '/v1/runs/{runId}/decisions/stream',
    'Stream decisions after a number, without prompts and raw answers',
  )
    .input(z.strictObject({ runId: z.string(), after: z.coerce.number().int().min(0).default(0) }))
    .output(eventIterator(decisionPageSchema)),
  getDecision: get('/v1/runs/{runId}/decisions/{number}', 'Get a decision with its prompt and raw answer')
    .input(z.strictObject({ runId: z.string(), number: z.coerce.number().int().min(1) }))
    .output(decisionRecordSchema),
  replayDecisions: post(
    '/v1/runs/{runId}/decisions/replay',
    'Ask a model every question of a run again and compare the answers; the run does not change',
    ['E_STATE'],
  )
    .input(
      z.strictObject({
        runId: z.string(),
        /** Another model on the same server; absent: the model for deciding. */
        model: z.string().min(1).max(200).optional(),
      }),
    )
    .output(z.array(replayedDecisionSchema)),
  findDecisions: query(
    '/v1/decisions/search',
    'Search decisions of all runs, newest first, with their results',
  )
    .input(decisionPage)
    .output(z.array(foundDecisionSchema)),
  readDecision: get(
    '/v1/runs/{runId}/decisions/{number}/file',
    'Get a decision with its result and the answers of other models',
  )
    .input(oneDecision)
    .output(decisionFileSchema),
  askAgain: post(
    '/v1/runs/{runId}/decisions/{number}/ask',
    'Ask a model the question of a decision again; the answer is stored and has no effect',
    ['E_STATE'],
  )
    .input(oneDecision.extend({ model: z.string().min(1).max(200).optional() }))
    .output(otherAnswerSchema),
  markDecision: post(
    '/v1/runs/{runId}/decisions/{number}/mark',
    'Rate a decision as good or bad, with a reason; null removes the rating',
  )
    .input(
      oneDecision.extend({ mark: z.enum(decisionMarks).nullable(), note: z.string().max(4000).default('') }),
    )
    .output(foundDecisionSchema),
  exportDecisions: query(
    '/v1/decisions/export',
    'Export the matching decisions with their ratings, in pages; `next` is the next page',
  )
    .input(decisionPage)
    .output(z.object({ decisions: z.array(exportedDecisionSchema), next: decisionPlaceSchema.nullable() })),
}
