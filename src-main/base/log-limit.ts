import type { Clock } from './clock.ts'
import type { Log } from './log.ts'

const minuteMs = 60_000
/** Maximum number of remembered causes. Bounds memory when every failure has a different text. */
const mostCauses = 200

/**
 * Limits log entries about repeated failures to one per message, cause and minute. The next entry of a cause gives the
 * number of omitted entries (`repeats`).
 */
export function createLogLimit({ clock, log }: { readonly clock: Pick<Clock, 'now'>; readonly log: Log }) {
  const written = new Map<string, { readonly at: number; omitted: number }>()

  function write(level: 'warn' | 'error', error: unknown, message: string, fields: object = {}): void {
    const now = clock.now()
    const key = `${message}\n${causeOf(error)}`
    const last = written.get(key)
    // If the wall clock was set back, write the entry: the cause must not be silenced.
    if (last !== undefined && now >= last.at && now - last.at < minuteMs) {
      last.omitted += 1
      return
    }
    const repeats = last === undefined || last.omitted === 0 ? {} : { repeats: last.omitted }
    written.delete(key)
    written.set(key, { at: now, omitted: 0 })
    const [oldest] = written.keys()
    if (written.size > mostCauses && oldest !== undefined) written.delete(oldest)
    log[level]({ ...fields, err: error, ...repeats }, message)
  }

  return {
    warn: (error: unknown, message: string, fields?: object) => write('warn', error, message, fields),
    error: (error: unknown, message: string, fields?: object) => write('error', error, message, fields),
  }
}
export type LogLimit = ReturnType<typeof createLogLimit>

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, 200)
  const code = 'code' in error ? String(error.code) : error.name
  return `${code}: ${error.message.slice(0, 200)}`
}
