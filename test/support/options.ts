import { type ParseArgsConfig, parseArgs } from 'node:util'

type Options<T extends ParseArgsConfig> = ReturnType<typeof parseArgs<T>>

/** Parses the arguments of a tool. For invalid arguments, prints the usage on stderr and returns null. */
export function readOptions<T extends ParseArgsConfig>(usage: string, config: T): Options<T> | null {
  // The parser reports invalid arguments only by throwing.
  try {
    return parseArgs(config)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    process.stderr.write(`${error.message}\nUsage: ${usage}\n`)
    return null
  }
}
