import pino from 'pino'

export type Log = pino.Logger

/** JSON lines to stderr, so that stdout stays free for what a command prints. Tokens and keys are blanked. */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      redact: { paths: ['token', '*.token', '*.apiKey', 'headers.authorization'], censor: '[hidden]' },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}
