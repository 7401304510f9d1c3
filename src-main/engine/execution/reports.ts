import type { AttemptId } from '#shared/ids.ts'
import { words } from '#shared/words/words.ts'
import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../base/log.ts'
import type { Engine } from '../engine.ts'
import type { AttemptSignal } from '../ports.ts'

interface ReportsOptions {
  readonly engine: Engine
  readonly clock: Clock
  readonly log: Log
}

const linesAtOnce = 200
const lineLength = 16_384

type Line = { readonly level: 'info' | 'warn' | 'error'; readonly text: string }

/** Combines the output of an attempt within one turn of the event loop into one command. */
export function createReports({ engine, clock, log }: ReportsOptions, attemptId: AttemptId) {
  let lines: Line[] = []
  let percent: number | null = null
  let isDue = false

  async function flush(): Promise<void> {
    isDue = false
    if (lines.length === 0 && percent === null) return
    const report = { type: 'attempt.report', attemptId, percent, lines } as const
    lines = []
    percent = null
    // Log the loss and continue: lost log lines are no reason to lose the agent's work.
    try {
      const outcome = await engine.dispatch(report)
      if (!outcome.ok) log.debug({ attempt: attemptId }, 'late report refused')
    } catch (error) {
      log.error({ error, attempt: attemptId, lines: report.lines.length }, 'cannot record log lines')
    }
  }

  return {
    /** Waits for a flush when many lines have accumulated, so that an agent that never pauses cannot fill memory. */
    async add(said: Extract<AttemptSignal, { type: 'log' | 'progress' }>): Promise<void> {
      if (said.type === 'log') lines.push({ level: said.level, text: shortened(said.text) })
      else percent = Math.min(100, Math.max(0, said.percent))
      if (lines.length >= linesAtOnce) return flush()
      if (!isDue) clock.defer(() => void flush())
      isDue = true
    },
    flush,
  }
}
export type Reports = ReturnType<typeof createReports>

const shortened = (text: string): string =>
  text.length <= lineLength
    ? text
    : words.artifactTexts.lineCut(text.slice(0, lineLength), text.length - lineLength)
