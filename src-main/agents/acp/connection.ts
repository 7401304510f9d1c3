import * as acp from '@agentclientprotocol/sdk'
import { z } from 'zod'
import { err, ok, type Result } from '#shared/result.ts'

/**
 * The only file that knows the protocol's library, and of that only its stable first version. Lines are read and written
 * elsewhere; this says what they mean.
 */
export type Permission = acp.RequestPermissionRequest
export type PermissionOption = acp.PermissionOption
/** The modes and settings of a session that can be chosen. */
export type Offer = Pick<acp.NewSessionResponse, 'modes' | 'configOptions'>

export const protocolVersion: number = acp.PROTOCOL_VERSION

/** An error response of an agent; a null `code` means that the agent has exited. */
export interface Fault {
  readonly code: number | null
  readonly message: string
}
type Answer<T> = Promise<Result<T, Fault>>

/** The code of an agent that nobody has signed in to. */
export const signInCode = -32000

type Folder = Pick<acp.NewSessionRequest, 'cwd' | 'mcpServers'>

/** Notifications and requests of the agent. */
export interface Handlers {
  /** As the agent sent it, unread. */
  readonly onUpdate: (params: unknown) => void
  /** Answers with the id of an option; null: the turn is being cancelled. */
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
  // Switchyard offers no file system and no terminal. Version 2 of the protocol drops both, agents use their own tools,
  // and the offer would not confine them.
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
    /** A message of the agent; false: it is none of the protocol. */
    receive(message: unknown): boolean {
      const read = messageSchema.safeParse(message)
      if (!read.success) return false
      if ('method' in read.data && read.data.method === acp.methods.client.session.update) {
        // Not for the library: it would write to the console about an update that it does not know.
        onUpdate(read.data.params)
        return true
      }
      // A response that nobody waits for is late, or noise.
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
    /** Comes back when the turn is over. */
    prompt: (sessionId: string, text: string): Answer<acp.PromptResponse> =>
      answerOf(agent.request(methods.agent.session.prompt, { sessionId, prompt: [{ type: 'text', text }] })),
    cancel(sessionId: string): void {
      // It may have ended meanwhile.
      agent.notify(methods.agent.session.cancel, { sessionId }).catch(() => {})
    },
    /** Open requests fail. */
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
