import type { Readable, Writable } from 'node:stream'
import { type Clock, comesWithin } from '../../base/clock.ts'
import { findFile } from './find-program.ts'
import { mostProcesses, openGroup, type ProcessGroup } from './groups.ts'
import { listDescendants, markerName, type Seen, signalMarked, signalSeen } from './process-marker.ts'

/**
 * Runs one program to its end and leaves none of its processes behind. Output is passed on as it arrives, without
 * interpretation. There is no shell: the program receives its arguments unchanged.
 * R1 `runProgram` resolves when the program and its process group have ended, and on Linux also its control group and
 * all marked processes (`process-marker.ts` lists the exceptions). It also resolves if even SIGKILL did not end them
 * in time.
 * R2 Stopping sends SIGTERM to all of them, then SIGKILL to the rest. Descendants are listed before the first signal:
 * without their parent, processes with an empty environment cannot be found.
 * R3 Output waits for its reader: a program that prints too much is slowed down, and memory stays bounded.
 * `groups.ts` limits the number of processes, and `usage-watch.ts` watches their memory. The program itself has no
 * memory limit: `ulimit -v` bounds the address space, of which V8 and the JVM reserve far more than they use.
 */
export interface Program {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
  /** Complete environment; only the marker is added. */
  readonly env: Readonly<Record<string, string>>
  readonly marker: string
  /** Content for standard input, which is then closed. A stream is piped as it arrives. Null: no input. */
  readonly input: string | Readable | null
}

export type OutputName = 'stdout' | 'stderr'

export interface Surroundings {
  readonly clock: Clock
  /** Aborting this signal stops the program. */
  readonly stop: AbortSignal
  readonly hear: (name: OutputName, bytes: Uint8Array) => Promise<void>
  /**
   * Receives the program's standard input, which stays open. Used for a dialogue with a program whose `input` is null.
   */
  readonly talk?: (stdin: Writable) => void
  /** Contains everything that the program starts; absent: a group that only protects the machine. */
  readonly group?: ProcessGroup
  /** Milliseconds from SIGTERM to SIGKILL; absent: 2000. */
  readonly graceMs?: number
}

export type Ending =
  | { readonly type: 'exited'; readonly code: number }
  | { readonly type: 'killed'; readonly signal: string }
  | { readonly type: 'not_started'; readonly code: string; readonly message: string }

/** Together with the later steps, shorter than the engine's wait for an agent to stop. */
const usualGraceMs = 2000
/** Time for children of the program to write remaining output after its exit, in milliseconds. */
const lingerMs = 200
/**
 * Silence after which an open pipe is closed, in milliseconds. Pipes without a writer end by themselves; a pipe held
 * by an escaped process does not.
 */
const silentMs = 1000
const reapMs = 2000
const pollMs = 25

export async function runProgram(program: Program, surroundings: Surroundings): Promise<Ending> {
  const { stop, clock, talk, graceMs = usualGraceMs } = surroundings
  // Loaded on first use, to keep the app's startup fast.
  const { execa } = await import('execa')
  const { marker } = program
  const group = surroundings.group ?? openGroup({ marker, maxProcesses: mostProcesses })
  if (stop.aborted) {
    group.end()
    return { type: 'killed', signal: 'SIGTERM' }
  }
  const found = await findFile(program.file, program.env)
  if ('code' in found) {
    group.end()
    return { type: 'not_started', code: found.code, message: '' }
  }
  const options = {
    cwd: program.cwd,
    env: { ...program.env, [markerName]: program.marker },
    extendEnv: false,
    stdin: program.input === null && talk === undefined ? ('ignore' as const) : ('pipe' as const),
    buffer: false as const,
    reject: false as const,
    killDescendants: true,
    // Our own timeout starts at the first signal and also covers processes that left the group.
    forceKillAfterDelay: false as const,
  }
  const { file, args } = group.wrap({ file: found.file, args: program.args })
  const child = group.start(() => execa(file, [...args], options))
  const settled = child.then(({ code, originalMessage }) => ({ code, originalMessage }))
  const exited = new Promise<Ending>((resolve) => {
    child.nodeChildProcess.once('exit', (code, signal) =>
      resolve(code === null ? { type: 'killed', signal: signal ?? 'SIGKILL' } : { type: 'exited', code }),
    )
  })
  if (program.input !== null && child.stdin !== null) write(child.stdin, program.input)
  if (program.input === null && child.stdin !== null) begin(child.stdin, talk)
  const reading = readAll({ stdout: child.stdout, stderr: child.stderr }, surroundings)
  const tree: Tree = {
    ...{ marker, group, exited, pid: child.pid ?? null, seen: [] },
    signal: (name) => void child.kill(name),
  }

  const unstarted = settled.then(({ code, originalMessage }): Ending => {
    return { type: 'not_started', code: code ?? 'unknown', message: originalMessage ?? '' }
  })
  const first = await Promise.race([exited, unstarted, aborted(stop)])
  if (first?.type === 'not_started' && child.pid === undefined) {
    group.end()
    return first
  }
  if (first === null) await askToStop(tree, clock, graceMs)
  else await comesWithin(clock, lingerMs, reading.ended)
  await endAll(tree, clock)
  await reading.finish()
  // A process that survives SIGKILL hangs in the system, so waiting any longer is useless.
  return (await comesWithin(clock, reapMs, exited)) ? exited : { type: 'killed', signal: 'SIGKILL' }
}

interface Tree {
  readonly marker: string
  readonly group: ProcessGroup
  readonly pid: number | null
  /** Descendants of the program: those listed before the first signal, and their later descendants. */
  seen: readonly Seen[]
  /** Signals the program and its process group. */
  readonly signal: (name: 'SIGTERM' | 'SIGKILL') => void
  readonly exited: Promise<unknown>
}

async function askToStop(tree: Tree, clock: Clock, graceMs: number): Promise<void> {
  tree.seen = tree.pid === null ? [] : listDescendants(tree.pid)
  tree.signal('SIGTERM')
  signalAll(tree, 'SIGTERM')
  const until = clock.now() + graceMs
  let isGone = false
  const noteExit = () => {
    isGone = true
  }
  void tree.exited.then(noteExit, noteExit)
  while (clock.now() < until) {
    await clock.sleep(pollMs)
    // Signal 0 only checks whether processes exist.
    if (isGone && signalAll(tree, 0) === 0) return
  }
}

async function endAll(tree: Tree, clock: Clock): Promise<void> {
  tree.signal('SIGKILL')
  const until = clock.now() + reapMs
  // Processes may fork during a scan, so repeat until a scan finds none.
  for (;;) {
    const isDone = signalAll(tree, 'SIGKILL') === 0
    // A group exists for a moment after its last member has exited.
    if ((tree.group.end() && isDone) || clock.now() >= until) return
    await clock.sleep(pollMs)
  }
}

/** Signals all processes and returns the sum of the counts from three ways to find them. */
function signalAll(tree: Tree, name: 'SIGTERM' | 'SIGKILL' | 0): number {
  tree.seen = signalSeen(tree.seen, name)
  return signalMarked(tree, name) + tree.group.signal(name) + tree.seen.length
}

/** A program may ignore its input or exit before it reads all of it, so write errors are ignored. */
function write(stdin: Writable, input: string | Readable): void {
  stdin.on('error', () => {})
  if (typeof input === 'string') stdin.end(input)
  else input.pipe(stdin)
}

function begin(stdin: Writable, talk: Surroundings['talk']): void {
  // A write may fail after the program has exited. The exit itself reports the outcome.
  stdin.on('error', () => {})
  talk?.(stdin)
}

function readAll(outputs: Record<OutputName, Readable>, { hear, clock }: Surroundings) {
  let heard = 0
  let isHearing = 0
  async function read(name: OutputName, stream: Readable): Promise<void> {
    // A broken pipe counts as the end of the output. The program's exit reports the outcome.
    try {
      for await (const bytes of stream) {
        heard += 1
        isHearing += 1
        await hear(name, bytes)
        isHearing -= 1
      }
    } catch {}
  }
  const ended = Promise.all([read('stdout', outputs.stdout), read('stderr', outputs.stderr)])
  return {
    ended,
    /** Waits for output that is still in the pipes, but not for silent processes that hold them open. */
    async finish(): Promise<void> {
      for (let before = -1; before !== heard || isHearing > 0; ) {
        before = heard
        if (await comesWithin(clock, silentMs, ended)) return
      }
      for (const stream of Object.values(outputs)) stream.destroy()
    },
  }
}

const aborted = (signal: AbortSignal): Promise<null> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(null)
    signal.addEventListener('abort', () => resolve(null), { once: true })
  })
