import { z } from 'zod'
import { skillToken } from '../../text/skill-token.ts'
import { type Money, moneySchema } from '../money.ts'

const availabilities = ['online', 'busy', 'offline'] as const
export const availabilitySchema = z.enum(availabilities)
export type Availability = z.infer<typeof availabilitySchema>

/**
 * The effect of a crash on a running attempt: `resumable` continues, `repeatable` runs again under the same
 * idempotency key, `once` is only repeated after a person agrees.
 */
export const effectClasses = ['resumable', 'repeatable', 'once'] as const
export const effectClassSchema = z.enum(effectClasses)
export type EffectClass = z.infer<typeof effectClassSchema>

/**
 * An `external` agent pulls its work over the API; nothing here starts it. A `command` is a program. A `model` is a language
 * model with tools. An `acp` agent is a coding agent on this machine that speaks the Agent Client Protocol; an `a2a` agent is
 * a remote one. A `person` is asked through the inbox.
 */
const agentKinds = ['builtin', 'scripted', 'command', 'model', 'acp', 'a2a', 'external', 'person'] as const
export const agentKindSchema = z.enum(agentKinds)
export type AgentKind = z.infer<typeof agentKindSchema>

/** Plays a script: works in simulations only, and does no real work. */
export const isSimulatedAgent = ({ kind }: { readonly kind: AgentKind }): boolean => kind === 'scripted'

export const skillSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_]{0,63}$/, 'a skill is lower-case letters, digits and _, such as memory_search')

/** Kinds whose attempts cost nothing, whatever a price says. */
export const freeKinds: ReadonlySet<AgentKind> = new Set<AgentKind>(['builtin'])

const words = z.array(z.string().min(1).max(200)).max(50)

/** The purpose of an agent in the text of a person: context, never a rule. */
export const charterSchema = z.object({
  mission: z.string().max(2000),
  vision: z.string().max(2000),
  values: words,
  expertise: words,
})

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
  // Optional, not defaulted: agents are read back from the tables without parsing, and older rows lack these.
  role: z.string().min(1).max(200).optional(),
  discipline: z.string().min(1).max(200).optional(),
  /** Where the agent can be reached; shown to whoever works with it, never called. */
  endpoint: z.string().min(1).max(2000).optional(),
  charter: charterSchema.optional(),
  /** The abilities as text; only `skills` are matched. */
  capabilities: words.optional(),
  /** The maximum cost of one attempt; `priceOfAgent` defines its absence. */
  price: moneySchema.optional(),
  /** How long an attempt typically takes. */
  latencyMs: z.int().min(0).optional(),
})
export type Agent = z.infer<typeof agentSchema>

/** The maximum cost of one attempt: an amount, free or unknown. */
export type Price = Money | 'free' | 'unknown'

/** Agents in this process are always free; people are paid elsewhere unless they have a price. */
export function priceOfAgent({ kind, price }: Pick<Agent, 'kind' | 'price'>): Price {
  if (freeKinds.has(kind)) return 'free'
  return price ?? (kind === 'person' ? 'free' : 'unknown')
}

/** An interrupted attempt of these kinds may have had effects, which cannot be known. */
const withEffects: ReadonlySet<AgentKind> = new Set<AgentKind>(['command', 'model', 'acp', 'a2a'])
const defaultEffectClass = (kind: AgentKind): EffectClass => (withEffects.has(kind) ? 'once' : 'repeatable')

/** An agent as a person writes it down: what is left out follows from its kind. */
export const newAgentSchema = agentSchema
  .extend({
    effectClass: effectClassSchema.optional(),
    skills: z
      .array(
        z
          .string()
          .max(200)
          .transform((text) => skillToken(text))
          .pipe(skillSchema),
      )
      .max(200),
  })
  .strict()
  .transform(
    (agent): Agent => ({
      ...agent,
      skills: [...new Set(agent.skills)],
      effectClass: agent.effectClass ?? defaultEffectClass(agent.kind),
    }),
  )

export const agentViewSchema = agentSchema.extend({ running: z.number() })
export type AgentView = z.infer<typeof agentViewSchema>

/** The verdict of `verify` about one agent and a list of skills. */
export const verdictSchema = z.object({
  qualified: z.boolean(),
  missingSkills: z.array(z.string()),
  available: z.boolean(),
  reason: z.string(),
})
export type Verdict = z.infer<typeof verdictSchema>

/** A share with the bounds (5% and 95%) between which it probably lies. */
export const posteriorSchema = z.object({ mean: z.number(), low: z.number(), high: z.number() })
export type Posterior = z.infer<typeof posteriorSchema>

/** Each is between 0 and 1, and more is better. Scorecards of earlier versions have the first two only. */
export const scorePartsSchema = z.object({
  capacity: z.number(),
  specificity: z.number(),
  competence: posteriorSchema.optional(),
  cost: z.number().optional(),
  latency: z.number().optional(),
})
export type ScoreParts = z.infer<typeof scorePartsSchema>

export const candidateSchema = z.object({
  agentId: z.string(),
  verdict: verdictSchema,
  /** 0-1; null when a hard fact disqualifies. */
  score: z.number().nullable(),
  /** `score` is their weighted sum. All are rounded to four decimals; candidates were compared before. */
  parts: scorePartsSchema.nullable(),
})

/** The reasons why the fixed agent of a task cannot do it. */
export const pinFaults = [
  'unknown',
  'only_simulated',
  'not_in_crew',
  'handed_back',
  'not_shown',
  'lacks_skills',
  'offline',
] as const
const pinVerdictSchema = z.object({ agentId: z.string(), fault: z.enum(pinFaults).nullable() })
export type PinFault = (typeof pinFaults)[number]

/** Why this agent: every candidate with its facts and score, and what would have changed the answer. */
export const scorecardSchema = z.object({
  chosen: z.string().nullable(),
  /** The best, then those that came nearest; at most 20. */
  candidates: z.array(candidateSchema),
  /** How many more were looked at. */
  others: z.number(),
  counterfactual: z.string(),
  /** The fixed agent of the task, which excludes all others. Absent: the best agent is selected. */
  pin: pinVerdictSchema.optional(),
})
export type Candidate = z.infer<typeof candidateSchema>
export type Scorecard = z.infer<typeof scorecardSchema>

/** Tasks that no agent has the skills for, whatever its availability, with the agent that comes nearest. */
export const skillGapSchema = z.object({
  /** The skills that the nearest agent lacks; all required skills without agents. */
  missingSkills: z.array(z.string()),
  nearestAgentId: z.string().nullable(),
  taskKeys: z.array(z.string()),
})
export type SkillGap = z.infer<typeof skillGapSchema>

/** Skills to give to agents and, where that is not enough, the skills of one new agent. */
export const skillAdditionSchema = z.object({
  teach: z.array(z.object({ agentId: z.string(), skills: z.array(z.string()) })),
  register: z.object({ skills: z.array(z.string()) }).nullable(),
})
export type SkillAddition = z.infer<typeof skillAdditionSchema>

export const skillGapReportSchema = z.object({
  gaps: z.array(skillGapSchema),
  /** Tasks whose only qualified agents are offline. */
  offline: z.array(z.object({ agentIds: z.array(z.string()), taskKeys: z.array(z.string()) })),
  /** The fewest skills that close all gaps; null when there is none. */
  smallest: skillAdditionSchema.nullable(),
  /** False for a large report: `smallest` is then what a greedy search found. */
  isExact: z.boolean(),
  /** Skills with which one new agent would close all gaps alone; null when there is none. */
  oneNewAgent: z.array(z.string()).nullable(),
  sentence: z.string(),
})
export type SkillGapReport = z.infer<typeof skillGapReportSchema>
