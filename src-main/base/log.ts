import pino from 'pino'
import type { Secrets } from './secrets.ts'

export type Log = pino.Logger

/**
 * Writes JSON lines to stderr, so that stdout is free for command output. Tokens, keys and known secrets are replaced.
 */
export function createLog(level: string, secrets: Pick<Secrets, 'hideIn'>): Log {
  return pino(
    {
      level,
      // Both names need the serializer: plain JSON of an error is {}.
      serializers: { err: pino.stdSerializers.err, error: pino.stdSerializers.err },
      hooks: { streamWrite: secrets.hideIn },
      redact: { paths: ['token', '*.token', '*.apiKey', 'headers.authorization'], censor: '[hidden]' },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}
