import { realpathSync } from 'node:fs'
import { type AcpConfig, acpConfigSchema } from '#shared/model/agents/acp-agent.ts'
import type { InputPart } from '#shared/model/runs/attempt.ts'
import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import type { Clock } from '../../base/clock.ts'
import { startLimit } from '../../base/limit.ts'
import { networkVariables } from '../../base/network-variables.ts'
import { describeShort, secretsOf } from '../../base/secrets.ts'
import type { AgentAdapter, AttemptContext, AttemptSignal } from '../../engine/ports.ts'
import { given, jsonPart, namesPart, textPart } from '../input.ts'
import { environmentOf, type ProgramOptions } from '../process/environment.ts'
import { markerIn } from '../process/process-marker.ts'
import type { Program } from '../process/run-program.ts'
import { guardedOf, sandboxed, type Wanted } from '../process/sandbox.ts'
import { readConfig } from '../read-config.ts'
import { promptOf } from './prompt.ts'
import type { Session } from './session.ts'

interface AcpOptions extends ProgramOptions {
  /** Version of Switchyard, sent to agents. */
  readonly version: string
}

/**
 * Coding agents that speak the Agent Client Protocol. While a permission request is open, the agent's process stays
 * parked under the key of its task. The next attempt continues with it (ADR 0020).
 */
export function createAcpAdapter(options: AcpOptions): AgentAdapter {
  const kept = new Map<string, Session>()

  /** The session parked for this attempt. A session that cannot be continued is ended. */
  async function findKept({ idempotencyKey }: AttemptContext, config: AcpConfig): Promise<Session | null> {
    const before = kept.get(idempotencyKey)
    if (before === undefined) return null
    if (!before.isLost && JSON.stringify(before.config) === JSON.stringify(config)) return before
    kept.delete(idempotencyKey)
    await before.cancel()
    return null
  }

  /** The memo is stored before the prompt is sent. */
  async function* open(context: AttemptContext, config: AcpConfig): Opening {
    const before = await findKept(context, config)
    if (before !== null) yield given(answerPart(context))
    if (before !== null && !before.isLost) {
      kept.delete(context.idempotencyKey)
      before.goOn(context)
      return ok(before)
    }
    await findKept(context, config)
    const started = await prepare(options, context, config)
    if (!started.ok) return started
    const { program, bounds } = started.value
    const wanted = { program, sandbox: config.sandbox, bounds, find: options.findSandbox }
    const bounded = await sandboxed(wanted, context)
    if ('type' in bounded) {
      yield bounded
      return ok(null)
    }
    const passed = options.readVariables([...networkVariables, ...config.passEnv])
    const warning = describeShort({ ...passed, ...secretsOf(config.env) })
    if (warning !== null) yield { type: 'log', level: 'warn', text: warning }
    yield inputOf(context, config, Object.keys(passed))
    return ok(await start(options, context, { ...started.value, config, program: bounded }))
  }

  return {
    kind: 'acp',
    async *start(context, signal) {
      const config = readConfig(acpConfigSchema, context.agent)
      const found = config.ok ? yield* open(context, config.value) : config
      if (!found.ok) {
        yield { type: 'failure', failure: { reason: 'bad_input', message: found.error.message } }
        return
      }
      // A permission request to start is open, or the start was refused.
      if (found.value === null) return
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

type Opening = AsyncGenerator<AttemptSignal, Result<Session | null, Refusal>>

const inputOf = (
  context: AttemptContext,
  { command, env }: AcpConfig,
  passed: readonly string[],
): AttemptSignal =>
  given(
    jsonPart('Command', [...command]),
    namesPart('Environment of its own, by name', [...new Set([...passed, ...Object.keys(env)])]),
    textPart('Prompt', promptOf(context)),
  )

/** The session already contains the task, so only the answer is sent. */
function answerPart({ answers }: AttemptContext): InputPart {
  const answer = answers.at(-1)
  return jsonPart('Answer', answer === undefined ? null : { ...answer })
}

/** The signals of a session until a question or its end. Throws the reason of an abort. */
async function* hear(
  session: Session,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): AsyncGenerator<AttemptSignal> {
  const { timeoutMs } = session.config
  const limit = startLimit(clock, timeoutMs, { signal })
  const stop = () => void session.cancel()
  limit.signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    for await (const said of session.read()) if (!limit.signal.aborted) yield said
  } finally {
    limit.signal.removeEventListener('abort', stop)
    void limit.end()
  }
  signal.throwIfAborted()
  if (!limit.isLate()) return
  yield {
    type: 'failure',
    failure: { reason: 'wall_timeout', message: words.failures.totalTimeout(timeoutMs) },
  }
}

interface Prepared {
  readonly program: Program
  readonly workspace: string
  readonly bounds: Wanted['bounds']
}

async function prepare(
  { workspaces, readVariables, hideEnv, dataDir }: AcpOptions,
  context: AttemptContext,
  config: AcpConfig,
): Promise<Result<Prepared, Refusal>> {
  const opened = await workspaces.open(context)
  if (!opened.ok) return opened
  const { folder, home, project } = opened.value
  const [file, ...args] = config.command
  hideEnv?.(config.env)
  const env = environmentOf({
    ...{ home, readVariables, env: config.env },
    passEnv: [...networkVariables, ...config.passEnv],
    projectFolder: project ?? context.projectFolder,
  })
  const program = { file, args, cwd: folder, env, marker: markerIn(dataDir, context.attemptId), input: null }
  const bounds = {
    writable: [folder, home],
    hidden: [realpathSync(dataDir)],
    guarded: guardedOf({ folder, project: null }),
  }
  return ok({ program, workspace: folder, bounds })
}

async function start(
  { clock, version }: AcpOptions,
  context: AttemptContext,
  { config, program, workspace }: Prepared & { readonly config: AcpConfig },
): Promise<Session> {
  // Imported on first use, because the protocol library slows down startup.
  const { openSession } = await import('./session.ts')
  return openSession({ config, context, program, clock, version, workspace })
}
