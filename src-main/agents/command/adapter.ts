import { realpathSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { type CommandConfig, commandConfigSchema } from '#shared/model/agents/command-agent.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import type { Blobs } from '../../base/blobs.ts'
import type { Clock } from '../../base/clock.ts'
import { describeShort, secretsOf } from '../../base/secrets.ts'
import type { AgentAdapter, AttemptContext, AttemptSignal } from '../../engine/ports.ts'
import { given, jsonPart, namesPart, textPart } from '../input.ts'
import type { ProgramOptions } from '../process/environment.ts'
import {
  describeEnforcement,
  type GroupFiles,
  openLimitedGroup,
  type ProcessGroup,
} from '../process/groups.ts'
import { markerIn, signalMarked } from '../process/process-marker.ts'
import { type Program, runProgram } from '../process/run-program.ts'
import { clearStandIns, guardedOf, sandboxed, type Wanted } from '../process/sandbox.ts'
import { createUsageWatch, type UsageWatch } from '../process/usage-watch.ts'
import { readConfig } from '../read-config.ts'
import { findFolderInside } from '../read-inside.ts'
import { createSignalQueue, type SignalQueue } from '../signal-queue.ts'
import { programOf } from './invocation.ts'
import { outcomeOf } from './outcome.ts'
import { createHearing } from './read-output.ts'

export interface CommandOptions extends ProgramOptions {
  /** Store for binary files. Absent: binary files are refused. */
  readonly blobs?: Blobs
  /** Default: the control groups of the system. */
  readonly readGroupFiles?: () => GroupFiles
}

/** Agents that are programs: each attempt runs the program once. */
export function createCommandAdapter(options: CommandOptions): AgentAdapter {
  const usage = createUsageWatch(options.clock)
  return {
    kind: 'command',
    async *start(context, signal) {
      const prepared = await prepare(options, context)
      if (!prepared.ok) {
        yield { type: 'failure', failure: { reason: 'bad_input', message: prepared.error.message } }
        return
      }
      const { config, program: plain, bounds } = prepared.value
      const wanted = { program: plain, sandbox: config.sandbox, bounds, find: options.findSandbox }
      const program = await sandboxed(wanted, context)
      if ('type' in program) {
        yield program
        return
      }
      const bounded = { ...prepared.value, program }
      if (bounded.warning !== null) yield { type: 'log', level: 'warn', text: bounded.warning }
      yield inputOf(bounded)
      const queue = createSignalQueue()
      const { marker } = bounded.program
      const { maxProcesses } = bounded.config
      const group = openLimitedGroup({ marker, maxProcesses }, options.readGroupFiles)
      if (group.enforcement.by === 'none') {
        const text = words.agentFailures.processLimit(describeEnforcement(group.enforcement))
        void queue.push({ type: 'log', level: 'warn', text })
      }
      const over = new AbortController()
      const stop = AbortSignal.any([signal, over.signal])
      const ended = perform(bounded, {
        queue,
        stop,
        clock: options.clock,
        usage,
        blobs: options.blobs ?? null,
        group,
      }).finally(queue.close)
      // The caller may have stopped reading; the exit is awaited anyway.
      ended.catch(() => {})
      try {
        yield* queue.read()
        yield await ended
      } finally {
        over.abort(new Error('The attempt is no longer read.'))
        queue.abandon()
        await ended.catch(() => {})
        if (config.sandbox !== undefined) await clearStandIns(bounds)
      }
    },
  }
}

interface Prepared {
  readonly config: CommandConfig
  readonly program: Program
  readonly workspace: string
  readonly bounds: Wanted['bounds']
  readonly warning: string | null
}

async function prepare(
  { workspaces, readVariables, dataDir, hideEnv }: CommandOptions,
  context: AttemptContext,
): Promise<Result<Prepared, Refusal>> {
  const parsed = readConfig(commandConfigSchema, context.agent)
  if (!parsed.ok) return parsed
  const config = parsed.value
  const workspace = await workspaces.open(context)
  if (!workspace.ok) return workspace
  const { folder, home } = workspace.value
  const project = workspace.value.project ?? context.projectFolder
  const cwd = await findCwd(config, project, folder)
  if (!cwd.ok) return cwd
  const passed = readVariables(config.passEnv)
  hideEnv?.(config.env)
  const program = programOf(config, context, {
    workspace: folder,
    home,
    project,
    cwd: cwd.value,
    marker: markerIn(dataDir, context.attemptId),
    readVariables,
  })
  if (!program.ok) return program
  const bounds = {
    writable: [folder, home, ...(config.in === 'project' ? [cwd.value] : [])],
    hidden: [realpathSync(dataDir)],
    guarded: guardedOf({ folder, project: config.in === 'project' ? cwd.value : null }),
  }
  const warning = describeShort({ ...passed, ...secretsOf(config.env) })
  return ok({ config, program: program.value, workspace: folder, bounds, warning })
}

const labels = words.inputParts

function inputOf({ config, program }: Prepared): AttemptSignal {
  const { file, args, cwd, env, input } = program
  const read = typeof input === 'string' ? input : null
  return given(
    jsonPart(labels.command, [file, ...args]),
    read === null
      ? null
      : { label: labels.standardInput, text: read, form: config.input === 'json' ? 'json' : 'text' },
    textPart(labels.folder, cwd),
    namesPart(labels.environment, Object.keys(env)),
  )
}

/**
 * Checked at the start of the program. Another process could still replace the folder with a link: a workspace
 * protects against mistakes, not against attacks.
 */
async function findCwd(
  { in: where, cwd = '.' }: CommandConfig,
  projectFolder: string | null,
  workspace: string,
): Promise<Result<string, Refusal>> {
  if (where === 'project' && projectFolder === null) {
    return err(refusal('E_REQUIRED', 'run_without_project_folder', { field: 'in' }))
  }
  // A missing project folder is an expected answer of the file system.
  const root = where === 'project' ? await realpath(projectFolder ?? '').catch(() => null) : workspace
  const found = root === null ? null : await findFolderInside(root, cwd)
  if (found !== null) return ok(found)
  return err(refusal('E_FILE', 'program_folder_missing', { cwd: JSON.stringify(cwd), where, field: 'cwd' }))
}

interface Surroundings {
  readonly queue: SignalQueue
  readonly stop: AbortSignal
  readonly clock: Clock
  readonly usage: UsageWatch
  readonly blobs: Blobs | null
  readonly group: ProcessGroup
}

/** Milliseconds for a program to exit after its question. */
const farewellMs = 1000

async function perform(
  { config, program, workspace }: Prepared,
  { queue, stop, clock, usage, blobs, group }: Surroundings,
): Promise<AttemptSignal> {
  const over = new AbortController()
  const enough = new AbortController()
  let isLate = false
  const after = (ms: number, act: () => void) => clock.sleep(ms, over.signal).then(act, () => {})
  const hearing = createHearing({
    config,
    workspace,
    blobs,
    say: queue.push,
    onLastWord: () => void after(farewellMs, () => enough.abort()),
  })
  if (config.timeoutMs !== undefined) {
    void after(config.timeoutMs, () => {
      isLate = true
      enough.abort()
    })
  }
  let excess: string | null = null
  const unwatch = usage.add({
    ...{
      group,
      marker: program.marker,
      maxMemoryBytes: config.maxMemoryBytes,
      maxProcesses: config.maxProcesses,
    },
    onExcess(why) {
      excess = why
      // A program over its limit is killed immediately.
      group.end()
      signalMarked(program, 'SIGKILL')
      enough.abort()
    },
  })
  const ending = await runProgram(program, {
    ...{ clock, group },
    stop: AbortSignal.any([stop, enough.signal]),
    hear: hearing.hear,
  })
  over.abort()
  unwatch()
  // The signal carries the reason of the caller.
  stop.throwIfAborted()
  const isSuccess = ending.type === 'exited' && config.successCodes.includes(ending.code)
  if (!isSuccess && group.wasFull()) {
    excess ??= words.agentFailures.tooManyProcesses(config.maxProcesses)
  }
  return outcomeOf(config, { ending, heard: await hearing.finish(), isLate, excess })
}
