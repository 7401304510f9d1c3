import { z } from 'zod'
import { format } from '#shared/model/format.ts'
import { skillToken } from '../../text/skill-token.ts'
import { type Money, moneySchema } from '../money.ts'

const availabilities = ['online', 'busy', 'offline'] as const
export const availabilitySchema = z.enum(availabilities)
export type Availability = z.infer<typeof availabilitySchema>

/**
 * Recovery of an attempt after a crash: `resumable` continues, `repeatable` runs again under the same idempotency key,
 * `once` repeats only after a person agrees.
 */
export const effectClasses = ['resumable', 'repeatable', 'once'] as const
export const effectClassSchema = z.enum(effectClasses)
export type EffectClass = z.infer<typeof effectClassSchema>

/**
 * `external`: claims its work over the API; Switchyard does not start it. `command`: a program. `model`: a language
 * model with tools. `acp`: a local coding agent that uses the Agent Client Protocol. `a2a`: a remote agent. `person`:
 * asked through the Inbox.
 */
const agentKinds = ['builtin', 'scripted', 'command', 'model', 'acp', 'a2a', 'external', 'person'] as const
export const agentKindSchema = z.enum(agentKinds)
export type AgentKind = z.infer<typeof agentKindSchema>

/** Simulated agents follow a script, take part in simulations only, and do no real work. */
export const isSimulatedAgent = ({ kind }: { readonly kind: AgentKind }): boolean => kind === 'scripted'

export const skillSchema = z.string().regex(/^[a-z0-9][a-z0-9_]{0,63}$/, format('skill'))

/** Kinds whose attempts are free, even if a price is set. */
export const freeKinds: ReadonlySet<AgentKind> = new Set<AgentKind>(['builtin'])

const texts = z.array(z.string().min(1).max(200)).max(50)

/** Purpose of an agent, written by the user. Used as context, never as a rule. */
export const charterSchema = z.object({
  mission: z.string().max(2000),
  vision: z.string().max(2000),
  values: texts,
  expertise: texts,
})

/** Limited because every task is matched against every agent. */
export const maxAgents = 1000

export const agentSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, format('agentId')),
  name: z.string().min(1).max(100),
  description: z.string().max(2000).default(''),
  kind: agentKindSchema,
  skills: z.array(skillSchema).max(200),
  availability: availabilitySchema.default('online'),
  /** Maximum number of concurrent attempts (E4). */
  capacity: z.int().min(1).max(1000).default(1),
  effectClass: effectClassSchema.default('repeatable'),
  /** Validated by the adapter of the agent's kind. */
  config: z.json().default({}),
  // Optional without defaults: agents are read from the tables without parsing, and older rows lack these fields.
  role: z.string().min(1).max(200).optional(),
  discipline: z.string().min(1).max(200).optional(),
  /** Contact address of the agent. Displayed only, never called. */
  endpoint: z.string().min(1).max(2000).optional(),
  charter: charterSchema.optional(),
  /** Abilities as text. Matching uses only `skills`. */
  capabilities: texts.optional(),
  /** Maximum cost of one attempt; see `priceOfAgent` for agents without a price. */
  price: moneySchema.optional(),
  /** Typical duration of an attempt, in milliseconds. */
  latencyMs: z.int().min(0).optional(),
})
export type Agent = z.infer<typeof agentSchema>

/** Maximum cost of one attempt: an amount, free or unknown. */
export type Price = Money | 'free' | 'unknown'

/** Built-in agents are always free. People are free unless they have a price, because they are paid elsewhere. */
export function priceOfAgent({ kind, price }: Pick<Agent, 'kind' | 'price'>): Price {
  if (freeKinds.has(kind)) return 'free'
  return price ?? (kind === 'person' ? 'free' : 'unknown')
}

/** An interrupted attempt of these kinds may have had side effects that cannot be determined. */
const withEffects: ReadonlySet<AgentKind> = new Set<AgentKind>(['command', 'model', 'acp', 'a2a'])
const defaultEffectClass = (kind: AgentKind): EffectClass => (withEffects.has(kind) ? 'once' : 'repeatable')

/** An agent as the user enters it. Absent fields get defaults by kind. */
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

/** Result of `verify` for one agent and a list of skills. */
export const verdictSchema = z.object({
  qualified: z.boolean(),
  missingSkills: z.array(z.string()),
  available: z.boolean(),
  reason: z.string(),
})
export type Verdict = z.infer<typeof verdictSchema>

/** Estimated rate (0-1) with its 5 % and 95 % bounds. */
export const posteriorSchema = z.object({ mean: z.number(), low: z.number(), high: z.number() })
export type Posterior = z.infer<typeof posteriorSchema>

/** Each part is 0-1, higher is better. Scorecards from earlier versions have only the first two. */
export const scorePartsSchema = z.object({
  capacity: z.number(),
  specificity: z.number(),
  competence: posteriorSchema.optional(),
  cost: z.number().optional(),
  latency: z.number().optional(),
  /** Absent if the text of the task did not decide. */
  relevance: z.number().optional(),
})
export type ScoreParts = z.infer<typeof scorePartsSchema>

export const candidateSchema = z.object({
  agentId: z.string(),
  verdict: verdictSchema,
  /** 0-1; null if the agent is disqualified. */
  score: z.number().nullable(),
  /** `score` is the weighted sum of the parts. Values are rounded to four decimals after the comparison. */
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

/** Explains the choice of an agent: all candidates with facts and scores, and what would have changed the choice. */
export const scorecardSchema = z.object({
  chosen: z.string().nullable(),
  /** The best candidate first, then the next best; at most 20. */
  candidates: z.array(candidateSchema),
  /** Number of further candidates that are not listed. */
  others: z.number(),
  counterfactual: z.string(),
  /** Assigned agent of the task, which excludes all others. Absent: the best agent is selected. */
  pin: pinVerdictSchema.optional(),
})
export type Candidate = z.infer<typeof candidateSchema>
export type Scorecard = z.infer<typeof scorecardSchema>

/** Tasks whose skills no agent has, regardless of availability, with the closest agent. */
export const skillGapSchema = z.object({
  /** Skills that the closest agent lacks; all required skills if there are no agents. */
  missingSkills: z.array(z.string()),
  nearestAgentId: z.string().nullable(),
  taskKeys: z.array(z.string()),
})
export type SkillGap = z.infer<typeof skillGapSchema>

/** Skills to add to existing agents and, if that is not enough, the skills of one new agent. */
export const skillAdditionSchema = z.object({
  teach: z.array(z.object({ agentId: z.string(), skills: z.array(z.string()) })),
  register: z.object({ skills: z.array(z.string()) }).nullable(),
})
export type SkillAddition = z.infer<typeof skillAdditionSchema>

export const skillGapReportSchema = z.object({
  gaps: z.array(skillGapSchema),
  /** Tasks whose only qualified agents are offline. */
  offline: z.array(z.object({ agentIds: z.array(z.string()), taskKeys: z.array(z.string()) })),
  /** Smallest set of skills that closes all gaps; null if there are no gaps. */
  smallest: skillAdditionSchema.nullable(),
  /** False for a large report: `smallest` then comes from a greedy search. */
  isExact: z.boolean(),
  /** Skills that let one new agent close all gaps; null if there are no gaps. */
  oneNewAgent: z.array(z.string()).nullable(),
  sentence: z.string(),
})
export type SkillGapReport = z.infer<typeof skillGapReportSchema>
