import type { z } from 'zod'
import type { Agent } from '#shared/model/agents/agent.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import { parseInput } from '../base/parse-input.ts'

/** Parses an agent's config with the schema of its kind. The refusal names the agent and the field. */
export function readConfig<Config>(
  schema: z.ZodType<Config>,
  { id, config }: Pick<Agent, 'id' | 'config'>,
): Result<Config, Refusal> {
  const parsed = parseInput(schema, config)
  if (parsed.ok) return parsed
  const { code, field, message, hint } = parsed.error
  const where = field === undefined ? 'config' : `config.${field}`
  // A failed attempt keeps only the message, so the message includes the hint.
  return refuse(code, 'agent_config_invalid', {
    ...{ agent: id, why: `${where}: ${message} ${hint}`, hint },
    field: where,
  })
}
