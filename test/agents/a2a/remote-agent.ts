import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AgentCard, Artifact, Message, Part, Task } from '@a2a-js/sdk'
import { formatSSEEvent, Role, SSE_HEADERS, TaskState } from '@a2a-js/sdk'
import {
  AgentEvent,
  DefaultRequestHandler,
  type ExecutionEventBus,
  InMemoryTaskStore,
  JsonRpcTransportHandler,
  type RequestContext,
  ServerCallContext,
} from '@a2a-js/sdk/server'
import { onTestFinished } from 'vitest'
import type { Json } from '../../../src-shared/model/json.ts'

/** Controls of a test's remote agent for its current message. */
export interface Doing {
  readonly text: string
  readonly message: Message
  readonly taskId: string
  /** True if the message continues an existing task. */
  readonly isContinued: boolean
  readonly canceled: Promise<void>
  begin(): void
  say(state: TaskState, text?: string): void
  hand(artifact: Partial<Artifact>, append?: boolean): void
}

interface Options {
  readonly act?: (doing: Doing) => Promise<void> | void
  readonly streaming?: boolean
  readonly card?: Partial<AgentCard>
  /** Inspects every request first. True: the interceptor answered the request, or leaves the request unanswered. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse, body: string) => boolean
  /** Handler of a cancel request. A promise that never resolves simulates a hanging agent. */
  readonly onCancel?: () => Promise<void>
}

export const textPart = (value: string, more: Partial<Part> = {}): Part => ({
  content: { $case: 'text', value },
  metadata: undefined,
  filename: '',
  mediaType: 'text/plain',
  ...more,
})

const skill = {
  id: 'route-planner',
  name: 'Plans routes',
  description: 'From here to there',
  tags: ['routing'],
  examples: [],
  inputModes: [],
  outputModes: [],
  securityRequirements: [],
}

const cardOf = (url: string, { streaming = true, card }: Options): AgentCard => ({
  name: 'Route Café',
  description: 'Finds ways through towns.',
  supportedInterfaces: [{ url, protocolBinding: 'JSONRPC', protocolVersion: '1.0', tenant: '' }],
  provider: undefined,
  version: '1.0.0',
  capabilities: { streaming, pushNotifications: false, extensions: [] },
  securitySchemes: {},
  securityRequirements: [],
  defaultInputModes: ['text/plain'],
  defaultOutputModes: ['text/plain'],
  skills: [skill],
  signatures: [],
  ...card,
})

/** A real A2A server on loopback, built with the server part of the SDK. */
export async function openRemoteAgent(options: Options = {}) {
  const received: { path: string; headers: IncomingMessage['headers']; body: string }[] = []
  const cancels: string[] = []
  const stops = new Map<string, () => void>()
  let handler: JsonRpcTransportHandler | null = null
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    received.push({ path: request.url ?? '', headers: request.headers, body })
    if (options.intercept?.(request, response, body)) return
    if (request.url === '/.well-known/agent-card.json') return json(response, cardOf(url, options))
    if (request.method !== 'POST' || handler === null) return json(response, {}, 404)
    const requestedVersion = String(request.headers['a2a-version'] ?? '1.0')
    const said = await handler.handle(body, new ServerCallContext({ requestedVersion }))
    if (!(Symbol.asyncIterator in said)) return json(response, said)
    response.writeHead(200, SSE_HEADERS)
    for await (const each of said) response.write(formatSSEEvent(each))
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A server has a port')
  const url = `http://127.0.0.1:${address.port}/`
  const executor = {
    execute: async (context: RequestContext, bus: ExecutionEventBus) => {
      const { taskId } = context
      const canceled = new Promise<void>((resolve) => stops.set(taskId, resolve))
      await (options.act ?? complete)(doingOf(context, bus, canceled))
      bus.finished()
    },
    async cancelTask(taskId: string, bus: ExecutionEventBus) {
      cancels.push(taskId)
      await options.onCancel?.()
      stops.get(taskId)?.()
      bus.publish(
        AgentEvent.statusUpdate({
          taskId,
          contextId: '',
          status: statusOf(TaskState.TASK_STATE_CANCELED),
          metadata: undefined,
        }),
      )
    },
  }
  const requests = new DefaultRequestHandler(cardOf(url, options), new InMemoryTaskStore(), executor)
  handler = new JsonRpcTransportHandler(requests)
  const methods = () => received.filter(({ body }) => body !== '').map(({ body }) => JSON.parse(body).method)
  return { url, received, cancels, methods }
}

const complete = ({ begin, say, hand }: Doing) => {
  begin()
  say(TaskState.TASK_STATE_WORKING, 'Looking at the map')
  hand({ artifactId: 'a', name: 'route.md', parts: [textPart('# Route\n')] })
  hand({ artifactId: 'a', name: 'route.md', parts: [textPart('Left, then right.')] }, true)
  say(TaskState.TASK_STATE_COMPLETED, 'Found a way.')
}

function doingOf(context: RequestContext, bus: ExecutionEventBus, canceled: Promise<void>): Doing {
  const { taskId, contextId, userMessage, task } = context
  const about = { taskId, contextId, metadata: undefined }
  return {
    taskId,
    canceled,
    message: userMessage,
    isContinued: task !== undefined,
    text: userMessage.parts.map(({ content }) => (content?.$case === 'text' ? content.value : '')).join(''),
    begin: () => bus.publish(AgentEvent.task(task ?? taskOf(taskId, contextId, userMessage))),
    say: (state, text) => bus.publish(AgentEvent.statusUpdate({ ...about, status: statusOf(state, text) })),
    hand: (artifact, append = false) =>
      bus.publish(
        AgentEvent.artifactUpdate({ ...about, artifact: artifactOf(artifact), append, lastChunk: true }),
      ),
  }
}

const taskOf = (id: string, contextId: string, message: Message): Task => ({
  id,
  contextId,
  status: statusOf(TaskState.TASK_STATE_SUBMITTED),
  artifacts: [],
  history: [message],
  metadata: undefined,
})

let clock = 0

export const statusOf = (state: TaskState, text?: string) => ({
  state,
  timestamp: new Date(Date.UTC(2026, 0, 1) + clock++).toISOString(),
  message: text === undefined ? undefined : messageOf(text),
})

const messageOf = (text: string): Message => ({
  messageId: `m-${clock++}`,
  contextId: '',
  taskId: '',
  role: Role.ROLE_AGENT,
  parts: [textPart(text)],
  metadata: undefined,
  extensions: [],
  referenceTaskIds: [],
})

const artifactOf = (artifact: Partial<Artifact>): Artifact => ({
  artifactId: 'a',
  name: '',
  description: '',
  parts: [],
  metadata: undefined,
  extensions: [],
  ...artifact,
})

export function json(response: ServerResponse, value: Json | object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}
