import type { Config } from '../../config.ts'
import { type Connection, connect } from './connect.ts'
import { unwrap } from './files.ts'
import { createOutput, type Output, sayRefusal } from './output.ts'

/** Runs a command's work with a connection and an output; closes, says refusals, sets the exit code. */
export type Session = (
  options: { json?: boolean },
  work: (connection: Connection, output: Output) => Promise<number>,
) => Promise<void>

export const createSession =
  (config: Config): Session =>
  async (options, work) => {
    const isJson = options.json ?? false
    // The end of every command: a refusal becomes words and an exit code.
    try {
      const connection = unwrap(await connect(config))
      try {
        process.exitCode = await work(connection, createOutput(isJson))
      } finally {
        await connection.close()
      }
    } catch (error) {
      process.exitCode = sayRefusal(error, isJson)
    }
  }
