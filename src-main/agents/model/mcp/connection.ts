import type { Client, Transport } from '@modelcontextprotocol/client'
import { z } from 'zod'
import { assertNever } from '#shared/assert.ts'
import type { McpServer } from '#shared/model/agents/model-agent.ts'
import { type FormField, formFieldSchema } from '#shared/model/approval.ts'
import type { Json } from '#shared/model/json.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { material } from '../prompt-material.ts'
import type { CallOptions, Outcome, ToolQuestion } from '../tool.ts'
import { type Link, type LinkOptions, openLink, type Sdk, type Way } from './link.ts'
import { afterSse, suggestsSse, type Unconnected, unreadyFault } from './unconnected.ts'

export type ListedTool = Awaited<ReturnType<Client['listTools']>>['tools'][number]

export interface Connection {
  readonly tools: readonly ListedTool[]
  call(tool: string, input: { readonly [key: string]: Json }, options: CallOptions): Promise<Outcome>
  close(): Promise<void>
}

export interface ServerOptions extends LinkOptions {
  readonly signal: AbortSignal
}

/** Connects to a server and lists its tools, or returns the reason for the failure. */
export async function connectTo(
  server: McpServer,
  options: ServerOptions,
): Promise<Result<Connection, Unconnected>> {
  const sdk = await import('@modelcontextprotocol/client')
  const wanted = { server, options, sdk, until: options.clock.now() + server.startTimeoutMs }
  const first = await connectAs('auto', wanted)
  if (first.ok) return first
  // Some older servers exit on the first unknown message, so retry with the legacy handshake.
  if (first.error.type === 'exited') return connectAs('legacy', wanted)
  if (!suggestsSse(first.error)) return first
  const sse = await connectAs('sse', wanted)
  return sse.ok ? sse : err(afterSse(first.error, sse.error))
}

interface Wanted {
  readonly server: McpServer
  readonly options: ServerOptions
  readonly sdk: Sdk
  /** Deadline for the connection, as a time of `options.clock`. */
  readonly until: number
}

async function connectAs(way: Way, wanted: Wanted): Promise<Result<Connection, Unconnected>> {
  const { server, options, sdk } = wanted
  const opened = await within(wanted, openLink(way, wanted))
  if (opened === late) return err(unreadyFault(server.startTimeoutMs))
  if (!opened.ok) return err({ type: 'refused', message: opened.error })
  const { transport, lost, describe } = opened.value
  const client = new sdk.Client(
    { name: 'switchyard', version: '1' },
    {
      capabilities: { elicitation: {} },
      versionNegotiation: { mode: way === 'auto' ? way : 'legacy', probe: { timeoutMs: probeMs(server) } },
    },
  )
  const asking = createAsking(client)
  // Servers are untrusted: any error during the connection becomes the reason for the failure.
  const listed = await within(wanted, introduce(client, { transport, wanted })).catch((error: unknown) => ({
    error,
  }))
  if (listed !== late && 'tools' in listed) {
    return ok({
      tools: listed.tools,
      call: (tool, input, call) =>
        callTool({ client, asking, lost, timeoutMs: server.timeoutMs }, { tool, input, call }),
      close: () => closeBoth(client, transport),
    })
  }
  const fault = listed === late ? describe(null, server.startTimeoutMs) : describe(listed.error, null)
  await closeBoth(client, transport)
  options.signal.throwIfAborted()
  return err(fault)
}

async function introduce(
  client: Client,
  { transport, wanted }: { readonly transport: Transport; readonly wanted: Wanted },
) {
  const { server, options } = wanted
  const patience = { timeout: beyond(server), signal: options.signal }
  await client.connect(transport, patience)
  return client.listTools(undefined, patience)
}

/** Library timeout. It is twice `startTimeoutMs`, so that the product's own clock ends the wait first. */
const beyond = ({ startTimeoutMs }: McpServer): number => 2 * startTimeoutMs

/**
 * Timeout of the 2026 protocol probe, in milliseconds. A silent program may support only the older protocol, so half
 * of the time is left for it. An HTTP address answers every request.
 */
const probeMs = (server: McpServer): number =>
  server.url === undefined ? server.startTimeoutMs / 2 : beyond(server)

const late: unique symbol = Symbol('late')

/** The result of `work`, or `late` after the deadline. Rejects when the attempt is stopped. */
async function within<T>({ options, until }: Wanted, work: Promise<T>): Promise<T | typeof late> {
  const { clock, signal } = options
  const done = new AbortController()
  const left = Math.max(0, until - clock.now())
  const isLate = clock.sleep(left, AbortSignal.any([done.signal, signal])).then((): typeof late => late)
  try {
    return await Promise.race([work, isLate])
  } finally {
    done.abort()
  }
}

/** A client that never connected does not close its transport. */
async function closeBoth(client: Client, transport: Transport): Promise<void> {
  await client.close().catch(() => {})
  await transport.close()
}

/** Handles elicitation: questions that the server asks a person during a tool call. */
function createAsking(client: Client) {
  let answers: Json[] = []
  let open: ToolQuestion | null = null
  let stopping = new AbortController()
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    const answer = answers.shift()
    if (answer !== undefined) return answerOf(answer)
    const question = questionOf(params)
    if (question === null) return { action: 'decline' }
    open ??= question
    stopping.abort(new Error('Waiting for the answer of a person.'))
    return { action: 'cancel' }
  })
  return {
    begin(elicited: readonly Json[]): void {
      answers = [...elicited]
      open = null
      stopping = new AbortController()
    },
    /** Question that blocks the call; null: none. */
    open: (): ToolQuestion | null => open,
    stop: (): AbortSignal => stopping.signal,
  }
}
type Asking = ReturnType<typeof createAsking>

interface Calling {
  readonly client: Client
  readonly asking: Asking
  readonly lost: Link['lost']
  readonly timeoutMs: number
}

interface Called {
  readonly tool: string
  readonly input: { readonly [key: string]: Json }
  readonly call: CallOptions
}

async function callTool(
  { client, asking, lost, timeoutMs }: Calling,
  { tool, input, call }: Called,
): Promise<Outcome> {
  const gone = lost()
  if (gone !== null) return { type: 'failed', message: gone }
  asking.begin(call.elicited)
  const signal = AbortSignal.any([call.signal, asking.stop()])
  // Any error caused by the server is reported to the model.
  try {
    const result = await client.callTool(
      { name: tool, arguments: { ...input } },
      { signal, timeout: timeoutMs, maxTotalTimeout: timeoutMs },
    )
    const question = asking.open()
    return question === null ? showResult(tool, result) : { type: 'asks', question }
  } catch (error) {
    call.signal.throwIfAborted()
    const question = asking.open()
    return question === null
      ? { type: 'failed', message: lost() ?? wordsOf(error) }
      : { type: 'asks', question }
  }
}

const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 2000)

type CallResult = Awaited<ReturnType<Client['callTool']>>

/** The result of a tool as text, the only form that the model reads. */
function showResult(tool: string, { content, structuredContent, isError }: CallResult): Outcome {
  const texts = content.map(textOf)
  const text = texts.join('\n')
  const shown = text === '' && structuredContent !== undefined ? JSON.stringify(structuredContent) : text
  if (isError === true) return { type: 'failed', message: shown }
  return { type: 'done', parts: [material(`result of ${tool}`, shown)] }
}

function textOf(part: CallResult['content'][number]): string {
  switch (part.type) {
    case 'text':
      return part.text
    case 'resource':
      return 'text' in part.resource ? part.resource.text : `[left out: ${part.resource.uri.slice(0, 200)}]`
    case 'resource_link':
      return `[a link: ${part.uri.slice(0, 200)}]`
    case 'image':
    case 'audio':
      return `[left out: ${part.type}, ${part.data.length} characters of base64]`
    default:
      return assertNever(part)
  }
}

const propertySchema = z.looseObject({
  type: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.string()).optional(),
})
const requestSchema = z.looseObject({
  message: z.string(),
  requestedSchema: z.looseObject({
    properties: z.record(z.string(), z.unknown()).default({}),
    required: z.array(z.string()).default([]),
  }),
})

/** The server's question as a form; null if the request or any of its fields cannot be shown as a form. */
function questionOf(params: unknown): ToolQuestion | null {
  const request = requestSchema.safeParse(params).data
  if (request === undefined) return null
  const { properties, required } = request.requestedSchema
  const fields = Object.entries(properties)
    .slice(0, 50)
    .map(([key, property]) => fieldOf(key, property, required.includes(key)))
  const form = fields.filter((field) => field !== null)
  return form.length < fields.length ? null : { text: request.message.slice(0, 4000), form }
}

const types: ReadonlyMap<string, FormField['type']> = new Map([
  ['string', 'text'],
  ['number', 'number'],
  ['integer', 'number'],
  ['boolean', 'boolean'],
])

function fieldOf(key: string, property: unknown, required: boolean): FormField | null {
  const { type = '', title, description, enum: options } = propertySchema.safeParse(property).data ?? {}
  const label = (title ?? description ?? key).slice(0, 200)
  const form = options === undefined ? { type: types.get(type) } : { type: 'choice', options }
  return formFieldSchema.safeParse({ key, label: label === '' ? key : label, required, ...form }).data ?? null
}

/** A person's answer in the format that the server expects. */
function answerOf(answer: Json) {
  const content = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).safeParse(answer).data
  return content === undefined ? { action: 'decline' as const } : { action: 'accept' as const, content }
}
