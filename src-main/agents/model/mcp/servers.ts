import { realpathSync } from 'node:fs'
import { z } from 'zod'
import { type McpServer, policyOf } from '#shared/model/agents/model-agent.ts'
import type { Json } from '#shared/model/json.ts'
import type { Failure } from '#shared/model/runs/attempt.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { describeShort, secretsOf } from '../../../base/secrets.ts'
import type { PromptPart } from '../../../models/port.ts'
import { environmentOf, type ProgramOptions } from '../../process/environment.ts'
import { failureOfStart } from '../../process/not-started.ts'
import { markerIn } from '../../process/process-marker.ts'
import type { Program } from '../../process/run-program.ts'
import { findWrapped, guardedOf } from '../../process/sandbox.ts'
import type { UsableTool } from '../tool.ts'
import { type Connection, connectTo, type ListedTool } from './connection.ts'
import type { Unconnected } from './unconnected.ts'

interface ServerOptions extends Omit<ProgramOptions, 'workspaces'> {
  /** Working directory of the server programs: the workspace. */
  readonly folder: string
  readonly home: string
  readonly projectFolder: string | null
  /** Work id in the marker of the server programs, so that they end with the attempt. */
  readonly workId: string
  readonly signal: AbortSignal
}

/** Connections to an agent's MCP servers, for one attempt. */
export interface Servers {
  readonly tools: readonly UsableTool[]
  /** Warnings about tools that are not offered. */
  readonly warnings: readonly string[]
  /**
   * Set if any server is unavailable. The agent then does not start, because without the server it would do its task
   * differently than intended.
   */
  readonly failure: Failure | null
  close(): Promise<void>
}

export async function connectServers(
  servers: readonly McpServer[],
  options: ServerOptions,
): Promise<Servers> {
  const { clock, signal, folder, dataDir, workId, home, projectFolder, readVariables, hideEnv } = options
  for (const { env } of servers) hideEnv?.(env)
  const surroundingsOf = ({ env, passEnv }: McpServer) => ({
    ...{ cwd: folder, marker: markerIn(dataDir, workId) },
    env: environmentOf({ home, projectFolder, env, passEnv, readVariables }),
  })
  const bound = (server: McpServer, program: Program) => boundTo(server, program, options)
  const opened = await Promise.allSettled(
    servers.map(async (server) => ({
      server,
      ...(await connectTo(server, { clock, signal, surroundingsOf, bound })),
    })),
  )
  const reached = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  const connected = reached.flatMap((each) =>
    each.ok ? [{ server: each.server, connection: each.value }] : [],
  )
  const close = async () => void (await Promise.all(connected.map(({ connection }) => connection.close())))
  const broken = opened.find((each) => each.status === 'rejected')
  if (broken !== undefined) {
    await close()
    throw broken.reason
  }
  const lost = reached.find((each) => !each.ok)
  const failure = lost === undefined || lost.ok ? null : failureOf(lost.server, lost.error)
  const { tools, warnings } = listTools(connected)
  const short = servers.flatMap(
    ({ env, passEnv }) => describeShort({ ...readVariables(passEnv), ...secretsOf(env) }) ?? [],
  )
  return { tools, warnings: [...short, ...warnings], failure, close }
}

/** A server cannot ask a person for permission, so it does not start if its sandbox is unavailable. */
async function boundTo(
  { sandbox }: McpServer,
  program: Program,
  { folder, home, dataDir, findSandbox: find }: ServerOptions,
): Promise<Result<Program, string>> {
  if (sandbox === undefined) return ok(program)
  const hidden = [realpathSync(dataDir)]
  const bounds = { writable: [folder, home], hidden, guarded: guardedOf({ folder, project: null }) }
  const found = await findWrapped({ program, sandbox, bounds, find })
  if ('program' in found) return ok(found.program)
  if ('why' in found) return err(words.mcpFailures.sandboxMissing(found.why))
  return err(failureOfStart(program.file, { type: 'not_started', code: found.missing, message: '' }).message)
}

function failureOf({ name }: McpServer, { type, message }: Unconnected): Failure {
  // A server that is down may recover; every other failure needs a different config.
  const mayPass = type === 'no_answer' || type === 'exited'
  return {
    reason: mayPass ? 'unavailable' : 'bad_input',
    message: words.mcpFailures.notAvailable(name, message),
  }
}

interface Connected {
  readonly server: McpServer
  readonly connection: Connection
}

const maxTools = 100
const maxDescription = 2000
const maxSchema = 20_000
/** Longest tool name that all providers accept. */
const maxName = 64

function listTools(connected: readonly Connected[]): Pick<Servers, 'tools' | 'warnings'> {
  const text = words.mcpWarnings
  const tools = new Map<string, UsableTool>()
  const warnings: string[] = []
  for (const { server, connection } of connected) {
    for (const [index, listed] of connection.tools.entries()) {
      const name = nameOf(server, listed)
      const parameters = schemaOf(listed)
      const why =
        index >= maxTools
          ? text.tooMany(maxTools)
          : name === null || tools.has(name)
            ? text.name
            : parameters === null
              ? text.parameters
              : null
      if (why !== null) warnings.push(text.notOffered(quoted(listed.name), server.name, why))
      else if (name !== null && parameters !== null) {
        tools.set(name, toolOf({ server, connection }, listed, { name, parameters }))
      }
    }
  }
  return { tools: [...tools.values()], warnings: warnings.slice(0, 20) }
}

const quoted = (text: string): string => JSON.stringify(text.slice(0, 100))

function nameOf({ name: server }: McpServer, { name }: ListedTool): string | null {
  const full = `${server}__${name.replaceAll(/[./]/g, '_')}`
  return /^[\w-]+$/.test(full) && full.length <= maxName ? full : null
}

/** Schemas are untrusted and reach the model unchanged. Null if the schema is invalid or longer than `maxSchema`. */
function schemaOf({ inputSchema }: ListedTool): { readonly [key: string]: Json } | null {
  const parsed = z.record(z.string(), z.json()).safeParse(inputSchema).data
  if (parsed === undefined || JSON.stringify(parsed).length > maxSchema) return null
  const { $schema: _dialect, ...schema } = parsed
  return { properties: {}, ...schema }
}

function toolOf(
  { server, connection }: Connected,
  { name: theirs, description = '' }: ListedTool,
  { name, parameters }: { readonly name: string; readonly parameters: { readonly [key: string]: Json } },
): UsableTool {
  const about: PromptPart[] = [
    { kind: 'text', text: `The tool ${theirs} of the MCP server ${server.name}. Description by the server:` },
    { kind: 'data', label: 'description by the server', text: description, maxLength: maxDescription },
  ]
  return {
    told: { name, description: about, parameters },
    ...{ policy: policyOf(server, theirs), server: server.name },
    // A server's claim that a tool is read-only is not trusted.
    isReading: false,
    // The server validates the arguments itself.
    findMisuse: () => null,
    run: (input, options) => connection.call(theirs, z.record(z.string(), z.json()).parse(input), options),
  }
}
