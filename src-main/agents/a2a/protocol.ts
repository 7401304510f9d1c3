import type { Artifact, Message, Part, StreamResponse, Task, TaskStatus } from '@a2a-js/sdk'
import { z } from 'zod'
import { decodeUtf8 } from '#shared/text/decode.ts'
import { words } from '#shared/words/words.ts'
import { isDeeperThan } from '../../base/json-depth.ts'
import { findFault, RemoteFault } from './fault.ts'
import { type Fetch, findAddressFault } from './wire.ts'

/** The only file that knows the library: its types are made for a wire, ours for the adapter. */

/** By their numbers in the protocol. */
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

/** A file that is not text becomes a text with its name. */
export type RemoteFile = ReturnType<typeof fileOf>

export interface RemoteTask {
  readonly id: string
  readonly contextId: string
  readonly status: RemoteStatus
  readonly files: readonly RemoteFile[]
  /** Ids of the messages of the task, as far as the agent keeps them. */
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
  /** An answer without a task: all that there will be. */
  | { readonly type: 'reply'; readonly contextId: string; readonly text: string }

export interface Outgoing {
  readonly messageId: string
  readonly contextId: string
  /** Empty: a new one. */
  readonly taskId: string
  readonly text: string
  readonly files: readonly { readonly name: string; readonly mediaType: string; readonly text: string }[]
  readonly metadata: Readonly<Record<string, string>>
}

export type Remote = Awaited<ReturnType<typeof openRemote>>

const maxPages = 20
const historyLength = 50

/** How requests reach an agent. */
export interface Way {
  /** The address that a person gave. */
  readonly home: URL
  /** With their values. */
  readonly headers: Readonly<Record<string, string>>
  readonly fetch: Fetch
}

/** A remote agent that was found. All of it throws: a `RemoteFault`, or what the library throws. */
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
    /** As its card has it. */
    name: card.data.name,
    skills: card.data.skills.map(({ id }) => id),
    /** Streams where its card offers it; else ends with what is true at once. */
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
    /** Without their files. */
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
/** The library reads a card by recursion. */
const maxCardDepth = 64

/** Below the address, or where its host has it; an address that ends in `.json` is the card's own. */
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

/** A card must not be able to send us, or what we have for its host, somewhere else. */
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
  /** Changes with every status, as far as its agent says when or by which message. */
  const stamp = timestamp || message?.messageId || text
  const { state = 0 } = status ?? {}
  return { state: states.find((_, number) => number === state) ?? 'unknown', text, stamp }
}

const replyOf = ({ contextId, parts }: Message): Update => ({
  type: 'reply',
  contextId,
  text: textOf(parts, '\n'),
})

/** Chunks of a stream are parts: they are put together as they are. */
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
      return `[A file that stays where it is: ${content.value.slice(0, 2000)}]`
    case 'raw':
      return (
        decode(content.value) ??
        `[${filename || 'A file'} is not text and was not kept: ${mediaType || 'of unknown type'}, ${content.value.length} bytes]`
      )
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
  // Errors of the protocol say why (`TASK_NOT_FOUND`): its agent understood and said no.
  const isAnswer = [error, error instanceof Error ? error.cause : null].some(
    (each) => each instanceof Error && 'reason' in each,
  )
  if (isAnswer) return new RemoteFault('agent_error', words.agentFailures.remoteError(message.slice(0, 2000)))
  return new RemoteFault('bad_output', words.agentFailures.remoteUnreadable(message.slice(0, 500)))
}
