import type { CommandOptions, CommandUnknownOpts } from '@commander-js/extra-typings'
import { unwrap } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'
import type { Config } from '../../boot/config.ts'
import type { FaultGuard } from '../faults.ts'
import { type Connection, connect } from './connect.ts'
import { createOutput, endCommand, type Output } from './output.ts'

/** Adds a command with a `--json` option, which prints a single JSON document. */
export const jsonCommand = <const Name extends string>(
  parent: CommandUnknownOpts,
  name: Name,
  description: string,
  options: CommandOptions = {},
) => parent.command(name, options).description(description).option('--json', words.cliHelp.program.json)

export interface SessionOptions {
  readonly json?: boolean | undefined
  /** True for a command that follows a run: if no app is running, the command's own engine runs the tasks. */
  readonly isWorking?: boolean
}

export interface SessionContext extends Connection {
  readonly output: Output
  /** Aborted by Ctrl+C. */
  readonly stop: AbortSignal
}

/** Connects, runs a command's work, prints any failure, closes the connection, and sets the exit code. */
export type Session = (
  options: SessionOptions,
  work: (context: SessionContext) => Promise<number | undefined>,
) => Promise<void>

export const createSession =
  (config: Config, faults: FaultGuard): Session =>
  async ({ json: isJson = false, isWorking = false }, work) => {
    const stopping = new AbortController()
    const stop = () => stopping.abort()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop)
    await endCommand(isJson, async () => {
      const connection = unwrap(await connect(config, { isWorking }))
      const context = { ...connection, output: createOutput(isJson), stop: stopping.signal }
      return faults.hold(connection.close, () => work(context))
    })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, stop)
  }
