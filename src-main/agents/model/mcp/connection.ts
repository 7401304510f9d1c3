import type { Client, Transport } from '@modelcontextprotocol/client'
import type { Json } from '#shared/model/json.ts'
import type { McpServer } from '#shared/model/model-agent.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Clock } from '../../../base/clock.ts'
import { guarded } from '../../../models/network.ts'
import type { Program } from '../../process/run-program.ts'
import type { CallScene, Outcome, ToolQuestion } from '../tool.ts'
import { findAddressFault } from './address.ts'
import { answerOf, questionOf } from './elicitation.ts'
import { createProgramTransport, type ProgramTransport, type ServerEnd } from './program-transport.ts'
import { showResult } from './show-result.ts'

export type ListedTool = Awaited<ReturnType<Client['listTools']>>['tools'][number]

export interface Connection {
  readonly tools: readonly ListedTool[]
  call(tool: string, input: { readonly [key: string]: Json }, scene: CallScene): Promise<Outcome>
  close(): Promise<void>
}

export interface ServerScene {
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly surroundingsOf: (server: McpServer) => Pick<Program, 'cwd' | 'env' | 'marker'>
  /** The program as its sandbox starts it, or why it may not start. */
  readonly bound: (server: McpServer, program: Program) => Promise<Result<Program, string>>
}

/** Programs that fetch themselves first take their time. */
const connectMs = 60_000
const probeMs = 10_000

type Sdk = typeof import('@modelcontextprotocol/client')

/** A server that answers, with its tools, or why there is none. */
export async function connectTo(
  server: McpServer,
  scene: ServerScene,
): Promise<Result<Connection, Unconnected>> {
  const sdk = await import('@modelcontextprotocol/client')
  const first = await connectAs('auto', { server, scene, sdk })
  // Some old servers end at the first word that they do not know.
  const wasEnded = !first.ok && first.error.type === 'exited'
  return wasEnded ? connectAs('legacy', { server, scene, sdk }) : first
}

interface Wanted {
  readonly server: McpServer
  readonly scene: ServerScene
  readonly sdk: Sdk
}

export interface Unconnected {
  readonly type: ServerEnd['type'] | 'refused' | 'no_answer'
  readonly message: string
}

async function connectAs(mode: 'auto' | 'legacy', wanted: Wanted): Promise<Result<Connection, Unconnected>> {
  const { server, scene, sdk } = wanted
  const opened = await openTransport(wanted)
  if (!opened.ok) return err({ type: 'refused', message: opened.error })
  const { transport, ended } = opened.value
  const client = new sdk.Client(
    { name: 'switchyard', version: '1' },
    { capabilities: { elicitation: {} }, versionNegotiation: { mode, probe: { timeoutMs: probeMs } } },
  )
  const asking = createAsking(client)
  // A server is somebody else's world: whatever it does on the way is why there is no connection.
  try {
    const patience = { timeout: connectMs, signal: scene.signal }
    await client.connect(transport, patience)
    const { tools } = await client.listTools(undefined, patience)
    return ok({
      tools,
      call: (tool, input, call) =>
        callTool({ client, asking, ended, timeoutMs: server.timeoutMs }, { tool, input, call }),
      close: () => closeBoth(client, transport),
    })
  } catch (error) {
    const end = ended() ?? { type: 'no_answer' as const, message: wordsOf(error) }
    await closeBoth(client, transport)
    scene.signal.throwIfAborted()
    return err(end)
  }
}

/** A client that never came to be connected does not close what it was given. */
async function closeBoth(client: Client, transport: Transport): Promise<void> {
  await client.close().catch(() => {})
  await transport.close()
}

interface Opened {
  readonly transport: Transport
  readonly ended: ProgramTransport['ended']
}

async function openTransport({ server, scene, sdk }: Wanted): Promise<Result<Opened, string>> {
  if (server.url === undefined) {
    const [file = '', ...args] = server.command ?? []
    const bounded = await scene.bound(server, { file, args, ...scene.surroundingsOf(server), input: null })
    if (!bounded.ok) return bounded
    const { input: _none, ...program } = bounded.value
    const parse = sdk.parseJSONRPCMessage
    const transport = createProgramTransport({ program, clock: scene.clock, parse })
    return ok({ transport, ended: transport.ended })
  }
  const url = new URL(server.url)
  const fault = await findAddressFault(url)
  if (fault !== null) return err(fault)
  // Redirects are not followed: the address is the one that was looked at.
  const transport = new sdk.StreamableHTTPClientTransport(url, { fetch: guarded(globalThis.fetch) })
  return ok({ transport, ended: () => null })
}

/** Questions that the server puts to a person while one of its tools works. */
interface Asking {
  begin(elicited: readonly Json[]): void
  /** What it asked that nobody has answered yet; the call cannot go on. */
  readonly open: () => ToolQuestion | null
  readonly stop: () => AbortSignal
}

function createAsking(client: Client): Asking {
  let answers: Json[] = []
  let open: ToolQuestion | null = null
  let stopping = new AbortController()
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    const answer = answers.shift()
    if (answer !== undefined) return answerOf(answer)
    const question = questionOf(params)
    if (question === null) return { action: 'decline' }
    open ??= question
    stopping.abort(new Error('A person is asked first.'))
    return { action: 'cancel' }
  })
  return {
    begin(elicited) {
      answers = [...elicited]
      open = null
      stopping = new AbortController()
    },
    open: () => open,
    stop: () => stopping.signal,
  }
}

interface Calling {
  readonly client: Client
  readonly asking: Asking
  readonly ended: ProgramTransport['ended']
  readonly timeoutMs: number
}

interface Called {
  readonly tool: string
  readonly input: { readonly [key: string]: Json }
  readonly call: CallScene
}

async function callTool(
  { client, asking, ended, timeoutMs }: Calling,
  { tool, input, call }: Called,
): Promise<Outcome> {
  const gone = ended()
  if (gone !== null) return { type: 'failed', message: gone.message }
  asking.begin(call.elicited)
  const signal = AbortSignal.any([call.signal, asking.stop()])
  // As above: what a server does, or does not, is told to the model.
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
      ? { type: 'failed', message: ended()?.message ?? wordsOf(error) }
      : { type: 'asks', question }
  }
}

const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 2000)
