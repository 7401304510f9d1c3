import pino from 'pino'
import type { Secrets } from './secrets.ts'

export type Log = pino.Logger

/** JSON lines to stderr, so that stdout stays free for what a command prints. Tokens, keys and known secrets are blanked. */
export function createLog(level: string, secrets: Pick<Secrets, 'hideIn'>): Log {
  return pino(
    {
      level,
      // An error under either name is written with its message; as JSON it would be {}.
      serializers: { err: pino.stdSerializers.err, error: pino.stdSerializers.err },
      hooks: { streamWrite: secrets.hideIn },
      redact: { paths: ['token', '*.token', '*.apiKey', 'headers.authorization'], censor: '[hidden]' },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}
