import type { z } from 'zod'
import type { Agent } from '#shared/model/agents/agent.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import { parseInput } from '../base/parse-input.ts'

/** The config of an agent by the schema of its kind; the refusal names the agent and the field. */
export function readConfig<Config>(
  schema: z.ZodType<Config>,
  { id, config }: Pick<Agent, 'id' | 'config'>,
): Result<Config, Refusal> {
  const parsed = parseInput(schema, config)
  if (parsed.ok) return parsed
  const { code, field, message, hint } = parsed.error
  const where = field === undefined ? 'config' : `config.${field}`
  // An attempt that fails keeps the message alone, so the hint is part of it.
  return refuse(code, 'agent_config_invalid', {
    ...{ agent: id, why: `${where}: ${message} ${hint}`, hint },
    field: where,
  })
}
