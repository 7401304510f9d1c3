import type { Agent, AgentKind, AgentView, EffectClass } from '#shared/model/agents/agent.ts'
import type { Json } from '#shared/model/json.ts'
import type { Money } from '#shared/model/money.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { agentIdOf, maxIdLength } from '#shared/text/agent-id.ts'
import { skillToken } from '#shared/text/skill-token.ts'
import { words } from '#shared/words/words.ts'
import { type Config, configFields, isConfig } from './config.ts'

const { faults } = words.agents

/** An agent in the form. Typed values stay text until they are sent. */
export interface AgentDraft {
  readonly kind: AgentKind
  /** The agent to change; null for a new one. */
  readonly base: Agent | null
  /** Null: derived from the name. */
  readonly id: string | null
  readonly name: string
  readonly description: string
  readonly skills: readonly string[]
  readonly capacity: string
  /** Empty if the price is unknown. */
  readonly amount: string
  readonly currency: string
  /** Null: the default of the kind. */
  readonly effectClass: EffectClass | null
  readonly config: Config
  /** JSON of the configuration entries without their own field. */
  readonly rest: string
}

/** Properties shared by all parts of the form. */
export interface FieldsProps {
  readonly draft: AgentDraft
  readonly onEdit: (changes: Partial<AgentDraft>) => void
  /** Sets a value of the configuration; `null` removes the value, so that the default applies. */
  readonly onConfig: (key: string, value: Json | null) => void
  /** Error message of a field. */
  readonly faultAt: (field: string) => string | undefined
}

/** An error of a field, with the server's field name: `config.command[0]`. */
export interface FieldFault {
  readonly field: string
  readonly message: string
}

export const newDraft = (kind: AgentKind): AgentDraft => ({
  ...{ kind, base: null, id: null, name: '', description: '', skills: [], capacity: '1' },
  ...{ amount: '', currency: 'EUR', effectClass: null, config: beginnings[kind] ?? {}, rest: '' },
})

const beginnings: Partial<Record<AgentKind, Config>> = { command: { command: [''] }, acp: { command: [''] } }

/** Draft of a registered agent, with its configuration split into fields and the rest. */
export function draftOf({ running: _load, ...agent }: AgentView): AgentDraft {
  const { kind, id, name, description, skills, capacity, price, effectClass } = agent
  return {
    ...{ kind, base: agent, id, name, description, skills, effectClass, capacity: String(capacity) },
    amount: price === undefined ? '' : (price.amountMinor / 100).toFixed(2),
    currency: price?.currency ?? 'EUR',
    ...splitConfig(kind, agent.config),
  }
}

function splitConfig(kind: AgentKind, config: Json): Pick<AgentDraft, 'config' | 'rest'> {
  const entries = isConfig(config) ? Object.entries(config) : []
  const hasField = ([key]: [string, Json]) => configFields[kind].includes(key)
  const others = entries.filter((entry) => !hasField(entry))
  return {
    config: Object.fromEntries(entries.filter(hasField)),
    rest: others.length === 0 ? '' : JSON.stringify(Object.fromEntries(others), null, 2),
  }
}

type Sent = Omit<Agent, 'effectClass' | 'price'> & { effectClass?: EffectClass; price?: Money }

/** The agent of a draft, or the first error. The server validates everything else. */
export function agentOf(draft: AgentDraft): Result<Sent, FieldFault> {
  const { kind, base, name, description, skills, effectClass } = draft
  const rest = readRest(draft.rest)
  if (!rest.ok) return rest
  const price = readPrice(draft)
  if (!price.ok) return price
  const capacity = Number(draft.capacity.trim() || Number.NaN)
  if (!Number.isInteger(capacity)) return err({ field: 'capacity', message: faults.capacity })
  const { price: _price, ...kept } = base ?? { availability: 'online' as const }
  return ok({
    ...kept,
    ...{
      id: idOf(draft),
      name: name.trim(),
      description: description.trim(),
      kind,
      skills: [...skills],
      capacity,
    },
    config: isUnreadable(draft) ? (base?.config ?? {}) : { ...rest.value, ...draft.config },
    ...(effectClass !== null && { effectClass }),
    ...(price.value !== null && { price: price.value }),
  })
}

/**
 * True for a stored configuration that is not an object, which stays unchanged unless the person writes a replacement.
 */
const isUnreadable = ({ base, rest }: AgentDraft): boolean =>
  base !== null && !isConfig(base.config) && rest.trim() === ''

function readRest(text: string): Result<Config, FieldFault> {
  if (text.trim() === '') return ok({})
  // `JSON.parse` reports errors only by throwing.
  try {
    const parsed: unknown = JSON.parse(text)
    if (isConfig(parsed)) return ok(parsed)
    return err({ field: 'config', message: faults.object })
  } catch (error) {
    return err({ field: 'config', message: error instanceof Error ? error.message : faults.json })
  }
}

function readPrice({ amount, currency }: AgentDraft): Result<Money | null, FieldFault> {
  const text = amount.trim().replace(',', '.')
  if (text === '') return ok(null)
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(text)) return err({ field: 'price', message: faults.price })
  return ok({ amountMinor: Math.round(Number(text) * 100), currency: currency.trim().toUpperCase() })
}

export const idOf = ({ id, name }: Pick<AgentDraft, 'id' | 'name'>): string => id ?? agentIdOf(name)

/** Normalizes a skill name: `Memory search` becomes `memory_search`. */
export const skillFrom = (text: string): string =>
  skillToken(text.replaceAll(/[^\p{L}\p{N}\s_/.-]+/gu, ' ')).slice(0, maxIdLength)
