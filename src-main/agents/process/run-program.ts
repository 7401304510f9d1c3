import type { Readable, Writable } from 'node:stream'
import { type Clock, comesWithin } from '../../base/clock.ts'
import { findFile } from './find-program.ts'
import { mostProcesses, openGroup, type ProcessGroup } from './groups.ts'
import { listDescendants, markerName, type Seen, signalMarked, signalSeen } from './process-marker.ts'

/**
 * Runs one program to its end and leaves none of its processes behind. Output is passed on as it arrives, without
 * interpretation. There is no shell: the program receives its arguments unchanged.
 *
 * R1 It resolves when the program and its process group are gone, and on Linux its control group and all marked
 *    processes (`process-marker.ts` lists the exceptions). It also resolves when even SIGKILL did not end it in time.
 * R2 Stopping sends SIGTERM to all of them, then SIGKILL to the rest. Descendants are listed before the first signal:
 *    without their parent, processes with an empty environment cannot be found.
 * R3 Output waits for its reader: a program that prints too much is slowed down, and memory stays bounded.
 *
 * `groups.ts` limits the number of processes, and `usage-watch.ts` watches their memory. The program itself has no
 * limit: `ulimit -v` bounds the address space, of which V8 and the JVM reserve far more than they use.
 */
export interface Program {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
  /** All of it: nothing is added but the marker. */
  readonly env: Readonly<Record<string, string>>
  readonly marker: string
  /** Written to its standard input, which is closed then; a stream says more as it comes. Null: there is none. */
  readonly input: string | Readable | null
}

export type OutputName = 'stdout' | 'stderr'

export interface Surroundings {
  readonly clock: Clock
  /** Aborts to stop it. */
  readonly stop: AbortSignal
  readonly hear: (name: OutputName, bytes: Uint8Array) => Promise<void>
  /** Is handed its standard input, which stays open, where the program is talked with and has no `input`. */
  readonly talk?: (stdin: Writable) => void
  /** Holds all that the program starts; absent: one that only guards the machine. */
  readonly group?: ProcessGroup
  /** From SIGTERM to SIGKILL; absent: two seconds. */
  readonly graceMs?: number
}

export type Ending =
  | { readonly type: 'exited'; readonly code: number }
  | { readonly type: 'killed'; readonly signal: string }
  | { readonly type: 'not_started'; readonly code: string; readonly message: string }

/** With what follows it is less than the engine waits for an agent to stop. */
const usualGraceMs = 2000
/** The time for children of the program to write remaining output after its exit. */
const lingerMs = 200
/** Output that nobody writes to any more ends by itself; a pipe that escaped us does not. */
const silentMs = 1000
const reapMs = 2000
const pollMs = 25

export async function runProgram(program: Program, surroundings: Surroundings): Promise<Ending> {
  const { stop, clock, talk, graceMs = usualGraceMs } = surroundings
  // Loaded by the first program: a start of the app is not to read it.
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
    // Ours counts from the first signal and covers who left the group, too.
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
  // A process that even SIGKILL does not end hangs in the system; nothing here can wait for that.
  return (await comesWithin(clock, reapMs, exited)) ? exited : { type: 'killed', signal: 'SIGKILL' }
}

interface Tree {
  readonly marker: string
  readonly group: ProcessGroup
  readonly pid: number | null
  /** Its descendants: as they were before the first signal, and what came of them since. */
  seen: readonly Seen[]
  /** To the program and its process group. */
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
    // Signal 0 only looks.
    if (isGone && signalAll(tree, 0) === 0) return
  }
}

async function endAll(tree: Tree, clock: Clock): Promise<void> {
  tree.signal('SIGKILL')
  const until = clock.now() + reapMs
  // They may fork while they are found: until a look finds none.
  for (;;) {
    const isDone = signalAll(tree, 'SIGKILL') === 0
    // A group stays for a moment after its last member.
    if ((tree.group.end() && isDone) || clock.now() >= until) return
    await clock.sleep(pollMs)
  }
}

/** How many there were, by each of three ways to find them. */
function signalAll(tree: Tree, name: 'SIGTERM' | 'SIGKILL' | 0): number {
  tree.seen = signalSeen(tree.seen, name)
  return signalMarked(tree, name) + tree.group.signal(name) + tree.seen.length
}

/** A program that does not read what it is given, or ends before, is within its rights. */
function write(stdin: Writable, input: string | Readable): void {
  stdin.on('error', () => {})
  if (typeof input === 'string') stdin.end(input)
  else input.pipe(stdin)
}

function begin(stdin: Writable, talk: Surroundings['talk']): void {
  // A write to a program that has ended: its end says how it went.
  stdin.on('error', () => {})
  talk?.(stdin)
}

function readAll(outputs: Record<OutputName, Readable>, { hear, clock }: Surroundings) {
  let heard = 0
  let isHearing = 0
  async function read(name: OutputName, stream: Readable): Promise<void> {
    // A pipe that breaks is an end like any other: the program's own end says how it went.
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
    /** Waits for what is still in the pipes, but not for who holds them open and says nothing. */
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
