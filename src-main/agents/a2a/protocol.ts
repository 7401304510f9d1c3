import type { Artifact, Message, Part, StreamResponse, Task, TaskStatus } from '@a2a-js/sdk'
import { z } from 'zod'
import { decodeUtf8 } from '#shared/text/decode.ts'
import { words } from '#shared/words/words.ts'
import { isDeeperThan } from '../../base/json-depth.ts'
import { findFault, RemoteFault } from './fault.ts'
import { type Fetch, findAddressFault } from './wire.ts'

/** The only file that imports the A2A library. The library's types describe the wire, ours serve the adapter. */

/** Indexed by the protocol's numbers. */
const states = [
  'unknown',
  'submitted',
  'working',
  'completed',
  'failed',
  'canceled',
  'input_required',
  'rejected',
  'auth_required',
] as const
export type RemoteState = (typeof states)[number]

export type RemoteStatus = ReturnType<typeof statusOf>

/** A file of the remote agent. Binary files become a text with their name. */
export type RemoteFile = ReturnType<typeof fileOf>

export interface RemoteTask {
  readonly id: string
  readonly contextId: string
  readonly status: RemoteStatus
  readonly files: readonly RemoteFile[]
  /** Message ids of the task, as far as the agent stores them. */
  readonly messageIds: readonly string[]
}

export type Update =
  | { readonly type: 'task'; readonly task: RemoteTask }
  | {
      readonly type: 'status'
      readonly taskId: string
      readonly contextId: string
      readonly status: RemoteStatus
    }
  | {
      readonly type: 'file'
      readonly taskId: string
      readonly contextId: string
      readonly file: RemoteFile
      readonly isMore: boolean
    }
  /** A direct answer without a task. Nothing follows it. */
  | { readonly type: 'reply'; readonly contextId: string; readonly text: string }

export interface Outgoing {
  readonly messageId: string
  readonly contextId: string
  /** Empty for a new task. */
  readonly taskId: string
  readonly text: string
  readonly files: readonly { readonly name: string; readonly mediaType: string; readonly text: string }[]
  readonly metadata: Readonly<Record<string, string>>
}

export type Remote = Awaited<ReturnType<typeof openRemote>>

const maxPages = 20
const historyLength = 50

/** Address and headers for requests to an agent. */
export interface Way {
  /** The address from the agent's settings. */
  readonly home: URL
  /** Header names with their values. */
  readonly headers: Readonly<Record<string, string>>
  readonly fetch: Fetch
}

/** Opens a remote agent. Its methods throw `RemoteFault` or errors of the library. */
export async function openRemote(way: Way, signal: AbortSignal) {
  const library = await import('@a2a-js/sdk/client')
  const options = { fetchImpl: way.fetch, legacyCompat: { enabled: true } }
  const resolver = new library.DefaultAgentCardResolver(options)
  const raw = await fetchCard(way, signal)
  const normal = resolver.normalizeAgentCard(raw)
  const card = cardSchema.safeParse(normal)
  if (!card.success) throw new RemoteFault('bad_output', words.agentFailures.cardInvalid)
  const supportedInterfaces = usableInterfaces(card.data, way)
  const factory = new library.ClientFactory({
    transports: [new library.JsonRpcTransportFactory(options), new library.RestTransportFactory(options)],
  })
  const client = await factory.createFromAgentCard({ ...normal, supportedInterfaces }).catch(() => {
    throw new RemoteFault('bad_input', words.agentFailures.protocolUnsupported)
  })
  return {
    name: card.data.name,
    skills: card.data.skills.map(({ id }) => id),
    /** Streams if the agent card offers streaming; otherwise the generator yields the current state and ends. */
    async *send(message: Outgoing, signal: AbortSignal): AsyncGenerator<Update> {
      const configuration = {
        acceptedOutputModes: [],
        taskPushNotificationConfig: undefined,
        historyLength,
        returnImmediately: true,
      }
      const params = { tenant: '', message: messageOf(message), configuration, metadata: undefined }
      if (card.data.capabilities.streaming === true) {
        for await (const each of client.sendMessageStream(params, { signal })) yield updateOf(each)
      } else {
        const said = await client.sendMessage(params, { signal })
        yield 'messageId' in said ? replyOf(said) : { type: 'task', task: taskOf(said) }
      }
    },
    get: async (id: string, signal: AbortSignal): Promise<RemoteTask> =>
      taskOf(await client.getTask({ tenant: '', id, historyLength }, { signal })),
    /** Tasks of a context, without their files. */
    async list(contextId: string, signal: AbortSignal): Promise<RemoteTask[]> {
      const found: RemoteTask[] = []
      for (let page = 0, pageToken = ''; page < maxPages; page += 1) {
        const query = { tenant: '', contextId, status: 0, pageToken, historyLength }
        const answer = await client.listTasks({ ...query, statusTimestampAfter: undefined }, { signal })
        found.push(...answer.tasks.map(taskOf))
        pageToken = answer.nextPageToken
        if (pageToken === '') break
      }
      return found
    },
    async cancel(id: string, signal: AbortSignal): Promise<void> {
      await client.cancelTask({ tenant: '', id, metadata: undefined }, { signal })
    },
  }
}

const cardSchema = z.object({
  name: z.string().default(''),
  supportedInterfaces: z.array(
    z.object({
      url: z.string(),
      protocolBinding: z.string(),
      protocolVersion: z.string(),
      tenant: z.string().default(''),
    }),
  ),
  capabilities: z.object({ streaming: z.boolean().optional() }).default({}),
  skills: z.array(z.object({ id: z.string() })).default([]),
})
type Card = z.infer<typeof cardSchema>

const cardPath = '.well-known/agent-card.json'
/** The library reads a card recursively. */
const maxCardDepth = 64

/**
 * Fetches the agent card: at the address if that ends in `.json`, otherwise below the address or at the host's
 * well-known path.
 */
export async function fetchCard({ home: url, fetch }: Way, signal: AbortSignal): Promise<unknown> {
  const below = new URL(cardPath, url.href.replace(/\/*(?:\?.*)?$/, '/'))
  const places = url.pathname.endsWith('.json') ? [url] : [below, new URL(`/${cardPath}`, url)]
  for (const place of new Set(places.map(({ href }) => href))) {
    const response = await fetch(place, { signal, headers: { 'A2A-Version': '1.0' } })
    if (response.ok) return readJson(response)
    await response.body?.cancel()
    if (response.status < 500) continue
    throw new RemoteFault('unavailable', words.agentFailures.cardUnreadable(response.status))
  }
  const searched = places.map(({ href }) => href).join(' or ')
  throw new RemoteFault('bad_input', words.agentFailures.cardMissing(searched))
}

async function readJson(response: Response): Promise<unknown> {
  let card: unknown
  try {
    card = await response.json()
  } catch (error) {
    throw findFault(error) ?? new RemoteFault('bad_output', words.agentFailures.cardNotJson)
  }
  if (isDeeperThan(card, maxCardDepth)) {
    throw new RemoteFault('bad_output', words.agentFailures.cardTooDeep(maxCardDepth))
  }
  return card
}

/** Only interfaces on the card's own host are used: a card must not redirect requests or their headers elsewhere. */
function usableInterfaces(card: Card, { home, headers }: Way) {
  const hasSecrets = Object.keys(headers).length > 0
  const faults: string[] = []
  const usable = card.supportedInterfaces.filter(({ url: text }) => {
    const url = URL.parse(text)
    if (url === null) return false
    const isForeign = hasSecrets && url.origin !== home.origin
    const elsewhere = words.agentFailures.cardElsewhere(url.origin, home.origin)
    const fault = isForeign ? elsewhere : findAddressFault(url)
    if (fault !== null) faults.push(fault)
    return fault === null
  })
  const [fault = words.agentFailures.cardWithoutAddress] = faults
  if (usable.length === 0) throw new RemoteFault('bad_input', fault)
  return usable
}

function messageOf({ messageId, contextId, taskId, text, files, metadata }: Outgoing): Message {
  const parts: Part[] = [
    { content: { $case: 'text', value: text }, metadata: undefined, filename: '', mediaType: 'text/plain' },
    ...files.map(({ name, mediaType, text: content }): Part => {
      const value = Buffer.from(content)
      return { content: { $case: 'raw', value }, metadata: undefined, filename: name, mediaType }
    }),
  ]
  const none = { extensions: [], referenceTaskIds: [] }
  return { messageId, contextId, taskId, role: 1, parts, metadata, ...none }
}

function updateOf({ payload }: StreamResponse): Update {
  switch (payload?.$case) {
    case 'task':
      return { type: 'task', task: taskOf(payload.value) }
    case 'message':
      return replyOf(payload.value)
    case 'statusUpdate': {
      const { taskId, contextId, status } = payload.value
      return { type: 'status', taskId, contextId, status: statusOf(status) }
    }
    case 'artifactUpdate': {
      const { taskId, contextId, artifact, append } = payload.value
      if (artifact === undefined) break
      return { type: 'file', taskId, contextId, file: fileOf(artifact), isMore: append }
    }
    default:
  }
  throw new RemoteFault('bad_output', words.agentFailures.unknownEvent)
}

const taskOf = ({ id, contextId, status, artifacts, history }: Task): RemoteTask => ({
  id,
  contextId,
  status: statusOf(status),
  files: artifacts.map(fileOf),
  messageIds: history.map(({ messageId }) => messageId),
})

function statusOf(status: TaskStatus | undefined) {
  const { message, timestamp } = status ?? {}
  const text = textOf(message?.parts ?? [], '\n')
  /** Changes with every status, provided the agent sends a timestamp or a message id. */
  const stamp = timestamp || message?.messageId || text
  const { state = 0 } = status ?? {}
  return { state: states.find((_, number) => number === state) ?? 'unknown', text, stamp }
}

const replyOf = ({ contextId, parts }: Message): Update => ({
  type: 'reply',
  contextId,
  text: textOf(parts, '\n'),
})

/** Chunks of a stream are joined without a separator. */
const fileOf = ({ artifactId, name, parts }: Artifact) => ({
  id: artifactId,
  name: name || parts.find(({ filename }) => filename !== '')?.filename || artifactId,
  mediaType: parts.find(({ mediaType }) => mediaType !== '')?.mediaType ?? 'text/plain',
  text: textOf(parts, ''),
})

const textOf = (parts: readonly Part[], joint: string): string => parts.map(textOfPart).join(joint)

function textOfPart({ content, filename, mediaType }: Part): string {
  switch (content?.$case) {
    case 'text':
      return content.value
    case 'data':
      return JSON.stringify(content.value, null, 2) ?? ''
    case 'url':
      return words.remoteFiles.link(content.value.slice(0, 2000))
    case 'raw':
      return decode(content.value) ?? words.remoteFiles.notText(filename, mediaType, content.value.length)
    default:
      return ''
  }
}

function decode(bytes: Uint8Array): string | null {
  const text = decodeUtf8(bytes)
  return text?.includes('\0') ? null : text
}

/** The failure of a thrown error. */
export function faultOf(error: unknown): RemoteFault {
  const fault = findFault(error)
  if (fault !== null) return fault
  const message = error instanceof Error ? error.message : String(error)
  // A protocol error with a reason, such as `TASK_NOT_FOUND`, is a refusal by the agent.
  const isAnswer = [error, error instanceof Error ? error.cause : null].some(
    (each) => each instanceof Error && 'reason' in each,
  )
  if (isAnswer) return new RemoteFault('agent_error', words.agentFailures.remoteError(message.slice(0, 2000)))
  return new RemoteFault('bad_output', words.agentFailures.remoteUnreadable(message.slice(0, 500)))
}
