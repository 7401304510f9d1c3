import { PassThrough } from 'node:stream'
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client'
import type { Clock } from '../../../base/clock.ts'
import { createHeadTail } from '../../process/head-tail.ts'
import { createLineCutter } from '../../process/lines.ts'
import { type Ending, type Program, runProgram } from '../../process/run-program.ts'
import { type ProgramSeen, sayEnding } from './unconnected.ts'

/** Longest message, and all that one server may say to one attempt, in bytes. */
const maxMessage = 4 * 1024 * 1024
const maxSaid = 64 * 1024 * 1024

interface Options {
  readonly program: Omit<Program, 'input'>
  readonly clock: Clock
  readonly parse: (value: unknown) => JSONRPCMessage
}

export interface ProgramTransport extends Transport {
  /** Why there is no more to come; null while there is. */
  readonly lost: () => string | null
  readonly seen: () => Pick<ProgramSeen, 'ending' | 'excess' | 'errors' | 'stray'>
}

const maxStray = 200

/**
 * One message a line, with a program that is started as every program of an attempt is: without a shell, with a marker,
 * and ended with all that it started. `pid` and `stderr` tell the library that this is no network.
 */
export function createProgramTransport({ program, clock, parse }: Options): ProgramTransport {
  const input = new PassThrough()
  const stopping = new AbortController()
  const lines = createLineCutter(maxMessage)
  const errors = createHeadTail({ head: 0, tail: 1000 })
  let said = 0
  let ending: Ending | null = null
  let excess: string | null = null
  let stray: string | null = null
  let running: Promise<void> | null = null

  const transport: ProgramTransport & { pid: null; stderr: null } = {
    ...{ pid: null, stderr: null },
    lost,
    seen: () => ({ ending, excess, stray, errors: errors.text().trim() }),
    async start() {
      running = runProgram({ ...program, input }, { clock, stop: stopping.signal, hear }).then(finish)
    },
    async send(message) {
      const why = lost()
      if (why !== null) throw new Error(why)
      if (!input.write(`${JSON.stringify(message)}\n`)) {
        await new Promise<void>((resolve) => {
          for (const event of ['drain', 'close'] as const) input.once(event, resolve)
        })
      }
    },
    async close() {
      stopping.abort()
      input.destroy()
      await running
    },
  }

  async function hear(name: 'stdout' | 'stderr', bytes: Uint8Array): Promise<void> {
    if (name === 'stderr') return errors.add(bytes)
    said += bytes.length
    if (said > maxSaid) return giveUp('The program sent more than 64 MiB.')
    for (const { text, leftOut } of lines.add(bytes)) {
      if (leftOut > 0) return giveUp('The program sent a message of more than 4 MiB.')
      take(text)
    }
  }

  function take(line: string): void {
    // What is no message is told and left out: many programs greet on their output.
    try {
      transport.onmessage?.(parse(JSON.parse(line)))
    } catch (error) {
      if (line.trim() !== '') stray ??= line.trim().slice(0, maxStray)
      transport.onerror?.(error instanceof Error ? error : new Error(String(error)))
    }
  }

  function giveUp(why: string): void {
    excess ??= why
    stopping.abort()
    // Not in the middle of what it says: who is told may close it, and wait for its end.
    clock.defer(() => transport.onclose?.())
  }

  function finish(how: Ending): void {
    ending = how
    input.destroy()
    transport.onclose?.()
  }

  function lost(): string | null {
    if (excess !== null || ending === null) return excess
    if (ending.type === 'not_started') return `The program could not be started: ${ending.code}.`
    return `${sayEnding(ending)} ${errors.text()}`.trim()
  }

  return transport
}
