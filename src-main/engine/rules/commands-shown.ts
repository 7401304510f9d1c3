import { a2aConfigSchema } from '#shared/model/agents/a2a-agent.ts'
import { acpConfigSchema } from '#shared/model/agents/acp-agent.ts'
import type { Agent, AgentKind } from '#shared/model/agents/agent.ts'
import { commandConfigSchema, fillArguments } from '#shared/model/agents/command-agent.ts'
import { modelConfigSchema } from '#shared/model/agents/model-agent.ts'
import { personConfigSchema } from '#shared/model/agents/person-agent.ts'
import type { Json } from '#shared/model/json.ts'
import type { TaskDefinition } from '#shared/model/task.ts'
import type { Refusal } from '#shared/refusal.ts'
import { sha256 } from '../../base/hash.ts'
import { parseInput } from '../../base/parse-input.ts'

/** Of the kinds whose config is looked at when an agent is registered; of the others it is their adapter's own affair. */
const configSchemas: Partial<Record<AgentKind, Parameters<typeof parseInput>[0]>> = {
  command: commandConfigSchema,
  acp: acpConfigSchema,
  model: modelConfigSchema,
  a2a: a2aConfigSchema,
  person: personConfigSchema,
}

/** What is wrong with an agent's config; its `field` is named from there. */
export function findOwnConfigFault({ kind, config }: Agent): Refusal | null {
  const schema = configSchemas[kind]
  const parsed = schema === undefined ? null : parseInput(schema, config)
  return parsed === null || parsed.ok ? null : parsed.error
}

/** Kinds whose agents are part of what a person lets start: another one, or another config, was not shown. */
export const shownKinds: ReadonlySet<AgentKind> = new Set<AgentKind>(['command', 'acp', 'model', 'a2a'])

/** What a person at a task's gate is shown of the agent that would do it; nothing of other kinds. */
export function describeAgent(agent: Agent, definition: TaskDefinition): { [part: string]: Json } {
  switch (agent.kind) {
    case 'command':
      return { command: describeCommand(agent, definition) }
    case 'acp':
      return { command: describeCodingAgent(agent) }
    case 'model':
      return { model: describeModel(agent) }
    case 'a2a':
      return { remote: describeRemote(agent) }
    default:
      return {}
  }
}

function describeCodingAgent({ id, config }: Agent): Json {
  const sum = sha256(JSON.stringify(config))
  const parsed = acpConfigSchema.safeParse(config)
  if (!parsed.success) return { agent: id, config: sum }
  const { command, env, passEnv, mode = null, model = null, permissions, sandbox } = parsed.data
  return {
    agent: id,
    argv: [...command],
    env: [...Object.keys(env), ...passEnv],
    ...(sandbox !== undefined && { sandbox }),
    ...{ mode, model, permissions, config: sum },
  }
}

/**
 * What a program would be started with, as a person at its task's gate sees it; `config` stands for all of it, values
 * of variables included, so that the hash of the gate does. Rules do no I/O: where the program lies on the PATH and what
 * is in its file are not part of it.
 */
function describeCommand({ id, config }: Agent, { title, description }: TaskDefinition): Json {
  const sum = sha256(JSON.stringify(config))
  const parsed = commandConfigSchema.safeParse(config)
  // It was checked when it was registered; by another version, perhaps. It will not start as it is.
  if (!parsed.success) return { agent: id, config: sum }
  const { command, in: where, cwd = '.', env, passEnv, input, sandbox } = parsed.data
  const [program, ...args] = command
  const values = { 'task.title': title, 'task.description': description }
  return {
    agent: id,
    argv: [program, ...fillArguments(args, values)],
    in: where,
    cwd,
    env: [...Object.keys(env), ...passEnv],
    input,
    ...(sandbox !== undefined && { sandbox }),
    config: sum,
  }
}

/** What a language model may use for a task, as a person at its gate sees it; `config` stands for all of it. */
function describeModel({ id, config }: Agent): Json {
  const sum = sha256(JSON.stringify(config))
  const parsed = modelConfigSchema.safeParse(config)
  if (!parsed.success) return { agent: id, config: sum }
  const { model = null, tools, mcp } = parsed.data
  const servers = mcp.map(({ name, command = null, url = null, env, passEnv, tools: policies, sandbox }) => ({
    ...{ name, command, url, tools: policies, ...(sandbox !== undefined && { sandbox }) },
    env: [...Object.keys(env), ...passEnv],
  }))
  return { agent: id, model, tools, servers, config: sum }
}

/** Where a task would be sent: its texts, the results and the files that it builds on, and what people answered. */
function describeRemote({ id, config }: Agent): Json {
  const sum = sha256(JSON.stringify(config))
  const parsed = a2aConfigSchema.safeParse(config)
  if (!parsed.success) return { agent: id, config: sum }
  const { url, skill = null, headers } = parsed.data
  return { agent: id, url, skill, headers: Object.keys(headers), config: sum }
}
