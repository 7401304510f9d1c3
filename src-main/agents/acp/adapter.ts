import { realpathSync } from 'node:fs'
import { type AcpConfig, acpConfigSchema } from '#shared/model/acp-agent.ts'
import type { InputPart } from '#shared/model/attempt.ts'
import type { Refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Clock } from '../../base/clock.ts'
import { parseInput } from '../../base/parse-input.ts'
import type { AgentAdapter, AttemptContext, AttemptSignal } from '../../engine/ports.ts'
import { given, jsonPart, namesPart, textPart } from '../input.ts'
import { alwaysPassed, environmentOf } from '../process/environment.ts'
import { houseOf, markerOf } from '../process/marked.ts'
import type { Workspaces } from '../workspace.ts'
import type { McpServer } from './connection.ts'
import { promptOf } from './prompt.ts'
import type { Session } from './session.ts'

export interface AcpOptions {
  readonly dataDir: string
  readonly workspaces: Workspaces
  readonly clock: Clock
  /** Some variables of Switchyard's own environment, those that are set. */
  readonly readVariables: (names: readonly string[]) => Record<string, string>
  /** Switchyard's own, as it says it to agents. */
  readonly version: string
  /** What the agent is given to work with beside its own tools; absent: nothing. */
  readonly mcpServers?: (context: AttemptContext) => readonly McpServer[] | Promise<readonly McpServer[]>
}

/**
 * Coding agents that speak the Agent Client Protocol. While a person is asked for a permission the agent's process stays,
 * under the key of its task, and the next attempt goes on with it (ADR 0020).
 */
export function createAcpAdapter(options: AcpOptions): AgentAdapter {
  const house = houseOf(realpathSync(options.dataDir))
  const kept = new Map<string, Session>()

  /** The session that waits for this attempt; one that it cannot go on with is ended. */
  async function findKept({ idempotencyKey }: AttemptContext, config: AcpConfig): Promise<Session | null> {
    const before = kept.get(idempotencyKey)
    if (before === undefined) return null
    if (!before.isLost && JSON.stringify(before.config) === JSON.stringify(config)) return before
    kept.delete(idempotencyKey)
    await before.cancel()
    return null
  }

  /** What it is sent is kept before it is. */
  async function* open(context: AttemptContext, config: AcpConfig): Opening {
    const before = await findKept(context, config)
    if (before !== null) yield given(answerPart(context))
    if (before !== null && !before.isLost) {
      kept.delete(context.idempotencyKey)
      before.goOn(context)
      return ok(before)
    }
    await findKept(context, config)
    yield inputOf(context, config)
    return start(options, context, { config, house })
  }

  return {
    kind: 'acp',
    async *start(context, signal) {
      const config = readConfig(context)
      const found = config.ok ? yield* open(context, config.value) : config
      if (!found.ok) {
        yield { type: 'failure', failure: { reason: 'bad_input', message: found.error.message } }
        return
      }
      const session = found.value
      let isKept = false
      try {
        for await (const said of hear(session, { clock: options.clock, signal })) {
          isKept = said.type === 'question'
          if (isKept) kept.set(context.idempotencyKey, session)
          yield said
          if (isKept) return
        }
      } finally {
        if (!isKept || signal.aborted) {
          kept.delete(context.idempotencyKey)
          await session.cancel()
        }
      }
    },
    async release(task) {
      const session = kept.get(task)
      kept.delete(task)
      await session?.cancel()
    },
  }
}

type Opening = AsyncGenerator<AttemptSignal, Result<Session, Refusal>>

const inputOf = (context: AttemptContext, { command, passEnv, env }: AcpConfig): AttemptSignal =>
  given(
    jsonPart('Command', [...command]),
    namesPart('Environment of its own, by name', [...passEnv, ...Object.keys(env)]),
    textPart('Prompt', promptOf(context)),
  )

/** Its session goes on where it stood. */
function answerPart({ answers }: AttemptContext): InputPart {
  const answer = answers.at(-1)
  return jsonPart('Answer', answer === undefined ? null : { ...answer })
}

/** What a session says until it asks or ends; throws what it was stopped with. */
async function* hear(
  session: Session,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): AsyncGenerator<AttemptSignal> {
  const over = new AbortController()
  const { timeoutMs } = session.config
  let isLate = false
  const stop = () => void session.cancel()
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  if (timeoutMs !== undefined) {
    const expire = () => {
      isLate = true
      stop()
    }
    void clock.sleep(timeoutMs, over.signal).then(expire, () => {})
  }
  try {
    for await (const said of session.read()) if (!signal.aborted && !isLate) yield said
  } finally {
    over.abort()
    signal.removeEventListener('abort', stop)
  }
  signal.throwIfAborted()
  if (!isLate) return
  yield {
    type: 'failure',
    failure: { reason: 'wall_timeout', message: `It ran for more than ${timeoutMs} ms.` },
  }
}

function readConfig({ agent }: AttemptContext): Result<AcpConfig, Refusal> {
  const parsed = parseInput(acpConfigSchema, agent.config)
  if (parsed.ok) return parsed
  const { field, message, hint } = parsed.error
  const where = field === undefined ? 'config' : `config.${field}`
  return err({ ...parsed.error, message: `Agent ${agent.id}, ${where}: ${message} ${hint}` })
}

async function start(
  { workspaces, readVariables, clock, version, mcpServers }: AcpOptions,
  context: AttemptContext,
  { config, house }: { readonly config: AcpConfig; readonly house: string },
): Promise<Result<Session, Refusal>> {
  const opened = await workspaces.open(context)
  if (!opened.ok) return opened
  const { folder, home, project } = opened.value
  const [file, ...args] = config.command
  const env = environmentOf({
    home,
    inherited: readVariables([...alwaysPassed, ...config.passEnv]),
    projectFolder: project ?? context.projectFolder,
    env: config.env,
  })
  // Loaded by the first of them, with the protocol's library: a start of the app is not to read it.
  const { openSession } = await import('./session.ts')
  const program = { file, args, cwd: folder, env, marker: markerOf(house, context.attemptId), input: null }
  return ok(
    openSession({
      ...{ config, context, program, clock, version },
      workspace: folder,
      mcpServers: (await mcpServers?.(context)) ?? [],
    }),
  )
}
