import * as acp from '@agentclientprotocol/sdk'
import { z } from 'zod'
import { err, ok, type Result } from '#shared/result.ts'

/**
 * The only file that imports the protocol library, and only its stable version 1. Other files read and write the
 * lines; this file gives them meaning.
 */
export type Permission = acp.RequestPermissionRequest
export type PermissionOption = acp.PermissionOption
/** The modes and settings that a session offers. */
export type Offer = Pick<acp.NewSessionResponse, 'modes' | 'configOptions'>

export const protocolVersion: number = acp.PROTOCOL_VERSION

/** An error response of an agent; a null `code` means that the agent has exited. */
export interface Fault {
  readonly code: number | null
  readonly message: string
}
type Answer<T> = Promise<Result<T, Fault>>

/** Error code of an agent that needs a sign-in. */
export const signInCode = -32000

type Folder = Pick<acp.NewSessionRequest, 'cwd' | 'mcpServers'>

/** Handlers for notifications and requests of the agent. */
export interface Handlers {
  /** `params` is unvalidated. */
  readonly onUpdate: (params: unknown) => void
  /** Resolves to the id of an option; null while the turn is being cancelled. */
  readonly onPermission: (request: Permission) => Promise<string | null>
}

export function connect({
  write,
  onUpdate,
  onPermission,
}: Handlers & { readonly write: (line: string) => void }) {
  let incoming: ReadableStreamDefaultController<acp.AnyMessage> | null = null
  const asked = new Set<unknown>()
  const readable = new ReadableStream<acp.AnyMessage>({
    start(controller) {
      incoming = controller
    },
  })
  const writable = new WritableStream<acp.AnyMessage>({
    write(message) {
      if ('method' in message && 'id' in message) asked.add(message.id)
      write(`${JSON.stringify(message)}\n`)
    },
  })
  // Switchyard offers no file system and no terminal: version 2 of the protocol drops both, and agents use their own
  // tools.
  // Offering them would not confine an agent.
  const connection = acp
    .client({ name: 'switchyard' })
    .onRequest(acp.methods.client.session.requestPermission, async ({ params }) => {
      const optionId = await onPermission(params)
      return optionId === null
        ? { outcome: { outcome: 'cancelled' } }
        : { outcome: { outcome: 'selected', optionId } }
    })
    .connect({ readable, writable })
  const { agent } = connection
  const { methods } = acp
  return {
    /** Takes a message of the agent. Returns false if the message is not part of the protocol. */
    receive(message: unknown): boolean {
      const read = messageSchema.safeParse(message)
      if (!read.success) return false
      if ('method' in read.data && read.data.method === acp.methods.client.session.update) {
        // Bypasses the library, which prints unknown updates to the console.
        onUpdate(read.data.params)
        return true
      }
      // A response without a pending request is late or noise.
      if (!('method' in read.data) && !asked.delete(read.data.id)) return false
      incoming?.enqueue(read.data)
      return true
    },
    initialize: (version: string): Answer<acp.InitializeResponse> =>
      answerOf(
        agent.request(methods.agent.initialize, {
          protocolVersion,
          clientCapabilities: {},
          clientInfo: { name: 'switchyard', version },
        }),
      ),
    authenticate: (methodId: string): Answer<unknown> =>
      answerOf(agent.request(methods.agent.authenticate, { methodId })),
    newSession: (folder: Folder): Answer<acp.NewSessionResponse> =>
      answerOf(agent.request(methods.agent.session.new, folder)),
    loadSession: (folder: Folder & { readonly sessionId: string }): Answer<acp.LoadSessionResponse> =>
      answerOf(agent.request(methods.agent.session.load, folder)),
    setMode: (sessionId: string, modeId: string): Answer<unknown> =>
      answerOf(agent.request(methods.agent.session.setMode, { sessionId, modeId })),
    setOption: (sessionId: string, configId: string, value: string): Answer<unknown> =>
      answerOf(agent.request(methods.agent.session.setConfigOption, { sessionId, configId, value })),
    /** Resolves at the end of the turn. */
    prompt: (sessionId: string, text: string): Answer<acp.PromptResponse> =>
      answerOf(agent.request(methods.agent.session.prompt, { sessionId, prompt: [{ type: 'text', text }] })),
    cancel(sessionId: string): void {
      // The session may have ended already.
      agent.notify(methods.agent.session.cancel, { sessionId }).catch(() => {})
    },
    /** Rejects open requests. */
    close: (): void => connection.close(),
  }
}
export type Connection = ReturnType<typeof connect>

function answerOf<T>(response: Promise<T>): Answer<T> {
  return response.then(ok, (error: unknown) => err(faultOf(error)))
}

function faultOf(error: unknown): Fault {
  const message = error instanceof Error ? error.message : String(error)
  if (!(error instanceof acp.RequestError)) return { code: null, message }
  const details = typeof error.data === 'object' && error.data !== null ? JSON.stringify(error.data) : ''
  return { code: error.code, message: `${message} ${details}`.trim().slice(0, 2000) }
}

const head = { jsonrpc: z.literal('2.0') }
const idSchema = z.union([z.string(), z.number(), z.null()])
const errorSchema = z.object({ code: z.int(), message: z.string(), data: z.unknown().optional() })
const messageSchema = z.union([
  z.object({ ...head, id: idSchema, method: z.string(), params: z.unknown().optional() }),
  z.object({ ...head, method: z.string(), params: z.unknown().optional() }),
  z.object({ ...head, id: idSchema, error: errorSchema }),
  z.object({ ...head, id: idSchema, result: z.unknown() }),
])
