import { type ParseArgsConfig, parseArgs } from 'node:util'

type Options<T extends ParseArgsConfig> = ReturnType<typeof parseArgs<T>>

/** What a tool was asked for. Null, with its usage on the error output, when that is nothing it takes. */
export function readOptions<T extends ParseArgsConfig>(usage: string, config: T): Options<T> | null {
  // The parser has no other way to say no.
  try {
    return parseArgs(config)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    process.stderr.write(`${error.message}\nUsage: ${usage}\n`)
    return null
  }
}
