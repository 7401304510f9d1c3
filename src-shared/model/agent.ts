import { z } from 'zod'

export const availabilities = ['online', 'busy', 'offline'] as const
export const availabilitySchema = z.enum(availabilities)
export type Availability = z.infer<typeof availabilitySchema>

/**
 * What a crash means for an attempt in flight (design section 9): `resumable` continues, `repeatable` runs again
 * under the same idempotency key, `once` is never rerun without a person's word.
 */
export const effectClasses = ['resumable', 'repeatable', 'once'] as const
export const effectClassSchema = z.enum(effectClasses)
export type EffectClass = z.infer<typeof effectClassSchema>

export const agentKinds = ['builtin', 'scripted'] as const
export const agentKindSchema = z.enum(agentKinds)
export type AgentKind = z.infer<typeof agentKindSchema>

export const skillSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_]{0,63}$/, 'a skill is lower-case letters, digits and _, such as memory_search')

/** Every task is matched against every agent. */
export const maxAgents = 1000

export const agentSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'an agent id is lower-case letters, digits, - and _'),
  name: z.string().min(1).max(100),
  description: z.string().max(2000).default(''),
  kind: agentKindSchema,
  skills: z.array(skillSchema).max(200),
  availability: availabilitySchema.default('online'),
  /** Attempts it may run at once (E4). */
  capacity: z.int().min(1).max(1000).default(1),
  effectClass: effectClassSchema.default('repeatable'),
  /** Read by the agent's own adapter, which validates it. */
  config: z.json().default({}),
})
export type Agent = z.infer<typeof agentSchema>

export const agentViewSchema = agentSchema.extend({ running: z.number() })
export type AgentView = z.infer<typeof agentViewSchema>

/** What `verify` says of one agent and a list of skills (document 000). */
export const verdictSchema = z.object({
  qualified: z.boolean(),
  missingSkills: z.array(z.string()),
  available: z.boolean(),
  reason: z.string(),
})
export type Verdict = z.infer<typeof verdictSchema>

export const candidateSchema = z.object({
  agentId: z.string(),
  verdict: verdictSchema,
  /** 0-1; null when a hard fact disqualifies. */
  score: z.number().nullable(),
  /** Each part is 0-1 and `score` is their weighted sum. */
  parts: z.object({ capacity: z.number(), specificity: z.number() }).nullable(),
})

/** Why this agent: every candidate with its facts and score, and what would have changed the answer. */
export const scorecardSchema = z.object({
  chosen: z.string().nullable(),
  /** The best, then those that came nearest; at most 20. */
  candidates: z.array(candidateSchema),
  /** How many more were looked at. */
  others: z.number(),
  counterfactual: z.string(),
})
export type Candidate = z.infer<typeof candidateSchema>
export type Scorecard = z.infer<typeof scorecardSchema>
