import type { Writable } from 'node:stream'
import { words } from '#shared/words/words.ts'
import type { Clock } from '../../base/clock.ts'
import { isDeeperThan } from '../../base/json-depth.ts'
import { createLineCutter, type Line, objectIn } from '../process/lines.ts'
import { type Ending, type OutputName, type Program, runProgram } from '../process/run-program.ts'
import { connect, type Handlers } from './connection.ts'

interface Options extends Handlers {
  readonly program: Program
  readonly clock: Clock
  /** Receives raw bytes before parsing. Reading continues when the promise resolves. */
  readonly onBytes?: (name: OutputName, bytes: Uint8Array) => Promise<void>
  /** Receives a line that is not a protocol message. */
  readonly onLine: (name: OutputName, line: Line) => void
  /** Receives the fault of an invalid message, which may have been a result. */
  readonly onUnreadable: (why: string) => void
}

/** Milliseconds for a clean exit: less than the engine waits for an agent to stop. */
const graceMs = 1000
const maxMessage = 8_000_000
const tooLong = words.agentFailures.messageTooLong(String(maxMessage))
/** The schemas of messages and the log read values recursively. */
const maxDepth = 128

/** Starts a program that exchanges protocol messages over stdin and stdout. */
export function startAgentProcess(options: Options) {
  const { program, clock, onBytes, onLine, onUnreadable } = options
  const stdin = Promise.withResolvers<Writable>()
  const over = new AbortController()
  const cutters = { stdout: createLineCutter(maxMessage), stderr: createLineCutter(16_384) }
  const connection = connect({
    ...options,
    // The program's exit reports a failed write.
    write: (line) => void stdin.promise.then((stream) => stream.write(line)).catch(() => {}),
  })

  async function hear(name: OutputName, bytes: Uint8Array): Promise<void> {
    for (const line of cutters[name].add(bytes)) {
      if (name === 'stdout' && line.leftOut > 0) onUnreadable(tooLong)
      else if (name === 'stderr' || !isMessage(line.text)) onLine(name, line)
    }
    if (name === 'stdout' && cutters.stdout.isTooLong()) onUnreadable(tooLong)
    await onBytes?.(name, bytes)
  }

  /** Checking the first letter is cheap, so a flood of other output cannot block the app. */
  function isMessage(text: string): boolean {
    const message = objectIn(text)
    if (!isDeeperThan(message, maxDepth)) return message !== null && connection.receive(message)
    onUnreadable(words.agentFailures.messageTooDeep(maxDepth))
    return true
  }

  const ended = runProgram(program, {
    ...{ clock, hear, graceMs, stop: over.signal },
    talk: stdin.resolve,
  })
    .catch((error: unknown): Ending => ({ type: 'not_started', code: 'unknown', message: String(error) }))
    .finally(() => connection.close())
  return {
    connection,
    /** Resolves after the exit of all processes. Open requests have failed by then. */
    ended,
    stop: (): void => over.abort(new Error(words.agentFailures.turnOver)),
    /** The last part of stderr without a line break. */
    lastLines: (): Line[] => cutters.stderr.end(),
  }
}
export type AgentProcess = ReturnType<typeof startAgentProcess>
