import type { z } from 'zod'
import type { Agent } from '#shared/model/agents/agent.ts'
import type { Refusal } from '#shared/refusal.ts'
import { err, type Result } from '#shared/result.ts'
import { parseInput } from '../base/parse-input.ts'

/** The config of an agent by the schema of its kind; the refusal names the agent and the field. */
export function readConfig<Config>(
  schema: z.ZodType<Config>,
  { id, config }: Pick<Agent, 'id' | 'config'>,
): Result<Config, Refusal> {
  const parsed = parseInput(schema, config)
  if (parsed.ok) return parsed
  const { field, message, hint } = parsed.error
  const where = field === undefined ? 'config' : `config.${field}`
  return err({ ...parsed.error, message: `Agent ${id}, ${where}: ${message} ${hint}` })
}
