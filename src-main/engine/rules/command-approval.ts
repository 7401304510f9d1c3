import { type A2aConfig, a2aConfigSchema } from '#shared/model/agents/a2a-agent.ts'
import { type AcpConfig, acpConfigSchema } from '#shared/model/agents/acp-agent.ts'
import type { Agent, AgentKind } from '#shared/model/agents/agent.ts'
import { type CommandConfig, commandConfigSchema, fillArguments } from '#shared/model/agents/command-agent.ts'
import { type ModelConfig, modelConfigSchema } from '#shared/model/agents/model-agent.ts'
import { personConfigSchema } from '#shared/model/agents/person-agent.ts'
import type { Json } from '#shared/model/json.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import type { Refusal } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import { sha256 } from '../../base/hash.ts'
import { parseInput } from '../../base/parse-input.ts'

/** Kinds whose configuration is validated at registration. Other adapters validate their own. */
const configSchemas: Partial<Record<AgentKind, Parameters<typeof parseInput>[0]>> = {
  command: commandConfigSchema,
  acp: acpConfigSchema,
  model: modelConfigSchema,
  a2a: a2aConfigSchema,
  person: personConfigSchema,
}

/** The fault in an agent's configuration; `field` is relative to the configuration. Null if it is valid. */
export function findOwnConfigFault({ kind, config }: Agent): Refusal | null {
  const schema = configSchemas[kind]
  const parsed = schema === undefined ? null : parseInput(schema, config)
  return parsed === null || parsed.ok ? null : parsed.error
}

/** Kinds whose agents are shown in an approval. A different agent or configuration was not approved. */
export const shownKinds: ReadonlySet<AgentKind> = new Set<AgentKind>(['command', 'acp', 'model', 'a2a'])

/** The agent as shown in the approval of a task; empty for other kinds. */
export function describeAgent(agent: Agent, definition: TaskDefinition): { [part: string]: Json } {
  switch (agent.kind) {
    case 'command':
      return {
        command: show(agent, parseInput(commandConfigSchema, agent.config), (config) =>
          describeCommand(config, definition),
        ),
      }
    case 'acp':
      return { command: show(agent, parseInput(acpConfigSchema, agent.config), describeCodingAgent) }
    case 'model':
      return { model: show(agent, parseInput(modelConfigSchema, agent.config), describeModel) }
    case 'a2a':
      return { remote: show(agent, parseInput(a2aConfigSchema, agent.config), describeRemote) }
    default:
      return {}
  }
}

/**
 * `config` is a hash of the complete configuration, including variable values, so the approval's hash covers it. If
 * the configuration is invalid, for example registered by another version, only the hash is shown; such an agent does
 * not start.
 */
function show<Config>(
  { id, config }: Agent,
  parsed: Result<Config, Refusal>,
  describe: (config: Config) => { [part: string]: Json },
): Json {
  return {
    ...{ agent: id, ...(parsed.ok && describe(parsed.value)) },
    config: sha256(JSON.stringify(config)),
  }
}

const describeCodingAgent = (config: AcpConfig) => {
  const { command, env, passEnv, mode = null, model = null, permissions, sandbox } = config
  return {
    argv: [...command],
    env: [...Object.keys(env), ...passEnv],
    ...(sandbox !== undefined && { sandbox }),
    ...{ mode, model, permissions },
  }
}

/**
 * The command line of a program. Rules do no I/O, so its location on PATH and the content of its file are not
 * included.
 */
function describeCommand(
  config: CommandConfig,
  { title, description }: TaskDefinition,
): { [part: string]: Json } {
  const { command, in: where, cwd = '.', env, passEnv, input, sandbox } = config
  const [program, ...args] = command
  const values = { 'task.title': title, 'task.description': description }
  return {
    argv: [program, ...fillArguments(args, values)],
    ...{ in: where, cwd, env: [...Object.keys(env), ...passEnv], input },
    ...(sandbox !== undefined && { sandbox }),
  }
}

/** The model, tools and servers that a language model may use for a task. */
function describeModel(config: ModelConfig): { [part: string]: Json } {
  const { model = null, tools, mcp } = config
  const servers = mcp.map(({ name, command = null, url = null, env, passEnv, tools: policies, sandbox }) => ({
    ...{ name, command, url, tools: policies, ...(sandbox !== undefined && { sandbox }) },
    env: [...Object.keys(env), ...passEnv],
  }))
  return { model, tools, servers }
}

/** The remote agent that gets the task: its texts, the results and files that it builds on, and answers of people. */
function describeRemote(config: A2aConfig): { [part: string]: Json } {
  const { url, skill = null, headers } = config
  return { url, skill, headers: Object.keys(headers) }
}
