import { z } from 'zod'
import { format } from '#shared/model/format.ts'
import { argumentSchema, programSchema, sandboxSchema, variableSchema } from './command-agent.ts'

/** Rule for a tool call: run, ask a person, or refuse. */
export const toolPolicies = ['allow', 'ask', 'deny'] as const
export const toolPolicySchema = z.enum(toolPolicies)
export type ToolPolicy = z.infer<typeof toolPolicySchema>

/** Built-in tools. All work within the workspace, except for the project's memory. */
export const ownTools = [
  'read_file',
  'list_files',
  'search_files',
  'write_file',
  'edit_file',
  'search_memory',
] as const
export type OwnTool = (typeof ownTools)[number]

const allowed = toolPolicySchema.default('allow')
const ownToolsSchema = z
  .strictObject({
    read_file: allowed,
    list_files: allowed,
    search_files: allowed,
    write_file: allowed,
    edit_file: allowed,
    search_memory: allowed,
  } satisfies Record<OwnTool, typeof allowed>)
  .prefault({})

const isOwnHost = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host)

/** True if the connection is encrypted or stays on this machine, so that others cannot read it. */
function isSafeAddress(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isOwnHost(url.hostname))
}

/** A Model Context Protocol server: a local program or a URL. */
const mcpServerSchema = z
  .strictObject({
    /** Prefix of its tools: `name__tool`. */
    name: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/, format('serverName')),
    command: z
      .tuple([programSchema], argumentSchema)
      .refine((all) => all.length <= 256, format('commandParts'))
      .optional(),
    url: z.string().max(2000).refine(isSafeAddress, format('serverUrl')).optional(),
    env: z.record(variableSchema, z.string().max(100_000)).default({}),
    /** Variables of Switchyard's own environment to pass to the server's program. */
    passEnv: z.array(variableSchema).max(100).default([]),
    /** Sandbox of the server's program. If no sandbox is available, the server does not start. */
    sandbox: sandboxSchema.optional(),
    /** Rules by the server's tool names; `*` applies to all other tools. */
    tools: z.record(z.string().min(1).max(200), toolPolicySchema).default({}),
    /** Milliseconds from the start of the server until its tools are known. */
    startTimeoutMs: z.int().min(100).max(600_000).default(10_000),
    /** Timeout of one call, in milliseconds. */
    timeoutMs: z.int().min(100).max(600_000).default(120_000),
  })
  .refine(({ command, url }) => (command === undefined) !== (url === undefined), format('commandOrUrl'))
  .refine(({ command, sandbox }) => sandbox === undefined || command !== undefined, format('sandboxedUrl'))
export type McpServer = z.infer<typeof mcpServerSchema>

/** Configuration of an agent of kind `model`: a language model, its instructions and its tools. */
export const modelConfigSchema = z.strictObject({
  /** Name of a configured model; absent: the model for working. */
  model: z
    .string()
    .regex(/^[\w.-]{1,60}$/, format('modelName'))
    .optional(),
  /** The user's instructions, in addition to those for every agent of this kind. */
  instructions: z.string().max(20_000).default(''),
  tools: ownToolsSchema,
  mcp: z
    .array(mcpServerSchema)
    .max(10)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, format('uniqueServer'))
    .default([]),
  /** Maximum number of model responses, over all attempts at a task. */
  maxTurns: z.int().min(1).max(500).default(30),
  /** Maximum size of all written files together, in bytes. */
  maxOutputBytes: z.int().min(1024).max(10_000_000).default(1_000_000),
})
export type ModelConfig = z.infer<typeof modelConfigSchema>

export const policyOf = ({ tools }: Pick<McpServer, 'tools'>, tool: string): ToolPolicy =>
  new Map(Object.entries(tools)).get(tool) ?? new Map(Object.entries(tools)).get('*') ?? 'ask'
