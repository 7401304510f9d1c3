import { basename } from 'node:path'
import { acpConfigSchema } from '#shared/model/agents/acp-agent.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { modelConfigSchema } from '#shared/model/agents/model-agent.ts'
import { sha256 } from '../base/hash.ts'
import { isNetworkVariable } from '../base/network-variables.ts'
import { isSecretName, secretsOf } from '../base/secrets.ts'
import { knownAgents } from './acp/known-agents.ts'

/** Account of a model by the name of its entry; null selects the model for working. */
type AccountOfModel = (name: string | null) => string | null

/** The account that an agent uses: its program or provider with its key. Null: no other agent shares the account. */
export function accountOf(agent: Agent, accountOfModel: AccountOfModel): string | null {
  if (agent.kind === 'model') {
    const read = modelConfigSchema.safeParse(agent.config).data
    return read === undefined ? null : accountOfModel(read.model ?? null)
  }
  if (agent.kind !== 'acp') return null
  const config = acpConfigSchema.safeParse(agent.config).data
  if (config === undefined) return null
  const { command, env, passEnv } = config
  const program = basename(command[0])
  const isKnown = knownAgents.some((known) => known.command[0] === program)
  const keys = [
    Object.entries({ ...addressesOf(env), ...secretsOf(env) }).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    passEnv.filter(isSecretName).toSorted(),
  ]
  // The arguments identify the program that a launcher such as `npx` starts.
  return `program:${sha256(JSON.stringify([isKnown ? program : command, keys]))}`
}

const addressesOf = (env: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => isNetworkVariable(name)))
