import { PassThrough } from 'node:stream'
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client'
import type { Clock } from '../../../base/clock.ts'
import { createHeadTail } from '../../process/head-tail.ts'
import { createLineCutter } from '../../process/lines.ts'
import { type Ending, type Program, runProgram } from '../../process/run-program.ts'

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
  readonly ended: () => ServerEnd | null
}

export interface ServerEnd {
  readonly type: Ending['type'] | 'given_up'
  readonly message: string
}

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
  let ended: ServerEnd | null = null
  let running: Promise<void> | null = null

  const transport: ProgramTransport & { pid: null; stderr: null } = {
    ...{ pid: null, stderr: null },
    ended: () => ended,
    async start() {
      running = runProgram({ ...program, input }, { clock, stop: stopping.signal, hear }).then(finish)
    },
    async send(message) {
      if (ended !== null) throw new Error(ended.message)
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
    if (said > maxSaid) return giveUp('It said more than 64 MiB.')
    for (const { text, leftOut } of lines.add(bytes)) {
      if (leftOut > 0) return giveUp('It sent a message of more than 4 MiB.')
      take(text)
    }
  }

  function take(line: string): void {
    // What is no message is told and left out: many programs greet on their output.
    try {
      transport.onmessage?.(parse(JSON.parse(line)))
    } catch (error) {
      transport.onerror?.(error instanceof Error ? error : new Error(String(error)))
    }
  }

  function giveUp(why: string): void {
    ended ??= { type: 'given_up', message: why }
    stopping.abort()
    // Not in the middle of what it says: who is told may close it, and wait for its end.
    clock.defer(() => transport.onclose?.())
  }

  function finish(ending: Ending): void {
    const tail = errors.text().trim()
    const words = wordsOf(ending)
    ended ??= { type: ending.type, message: tail === '' ? words : `${words} ${tail}` }
    input.destroy()
    transport.onclose?.()
  }

  return transport
}

function wordsOf(ending: Ending): string {
  if (ending.type === 'exited') return `Its program ended with exit code ${ending.code}.`
  if (ending.type === 'killed') return `Its program was ended by ${ending.signal}.`
  return `Its program could not be started: ${ending.code}. ${ending.message}`.trim()
}
