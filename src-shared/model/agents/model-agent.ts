import { z } from 'zod'
import { argumentSchema, programSchema, sandboxSchema, variableSchema } from './command-agent.ts'

/** The rule for a tool call: run, ask a person, or refuse. */
export const toolPolicies = ['allow', 'ask', 'deny'] as const
export const toolPolicySchema = z.enum(toolPolicies)
export type ToolPolicy = z.infer<typeof toolPolicySchema>

/** Our own tools, all within the workspace, and the memory of the project. */
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

/** Whether the connection is encrypted or stays on this machine; otherwise others could read it. */
function isSafeAddress(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isOwnHost(url.hostname))
}

/** A server of tools that speaks the Model Context Protocol: a program of this machine, or an address. */
const mcpServerSchema = z
  .strictObject({
    /** Its tools are called `name__tool`. */
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,19}$/, 'a server is named with at most 20 lower-case letters, digits and -'),
    command: z
      .tuple([programSchema], argumentSchema)
      .refine((all) => all.length <= 256, 'at most 256 parts')
      .optional(),
    url: z
      .string()
      .max(2000)
      .refine(
        isSafeAddress,
        'an address is https://…, or http://localhost… on this machine, without a password',
      )
      .optional(),
    env: z.record(variableSchema, z.string().max(100_000)).default({}),
    /** Variables of Switchyard's own environment that its program gets as well. */
    passEnv: z.array(variableSchema).max(100).default([]),
    /** Sandbox of its program. Without an available sandbox the server does not start. */
    sandbox: sandboxSchema.optional(),
    /** By the names that the server gives; `*` stands for all that are not named. */
    tools: z.record(z.string().min(1).max(200), toolPolicySchema).default({}),
    /** From the start of the server until its tools are known. */
    startTimeoutMs: z.int().min(100).max(600_000).default(10_000),
    /** The limit of one call. */
    timeoutMs: z.int().min(100).max(600_000).default(120_000),
  })
  .refine(
    ({ command, url }) => (command === undefined) !== (url === undefined),
    'a server has a command or a url',
  )
  .refine(
    ({ command, sandbox }) => sandbox === undefined || command !== undefined,
    'only a program can be in a sandbox',
  )
export type McpServer = z.infer<typeof mcpServerSchema>

/** The configuration of an agent of kind `model`: a language model, its instructions and its tools. */
export const modelConfigSchema = z.strictObject({
  /** The name of a model's entry; absent: the model that is set for working. */
  model: z
    .string()
    .regex(/^[\w.-]{1,60}$/, 'a model is named as `switchyard models` lists it')
    .optional(),
  /** In a person's words, beside what every agent of this kind is told. */
  instructions: z.string().max(20_000).default(''),
  tools: ownToolsSchema,
  mcp: z
    .array(mcpServerSchema)
    .max(10)
    .refine(
      (all) => new Set(all.map(({ name }) => name)).size === all.length,
      'every server has a name of its own',
    )
    .default([]),
  /** Answers of the model, over all attempts at a task. */
  maxTurns: z.int().min(1).max(500).default(30),
  /** The limit for all written files together. */
  maxOutputBytes: z.int().min(1024).max(10_000_000).default(1_000_000),
})
export type ModelConfig = z.infer<typeof modelConfigSchema>

export const policyOf = ({ tools }: Pick<McpServer, 'tools'>, tool: string): ToolPolicy =>
  new Map(Object.entries(tools)).get(tool) ?? new Map(Object.entries(tools)).get('*') ?? 'ask'
