import type { AttemptSignal } from '../../engine/ports.ts'
import { createHeadTail, formatBytes } from './head-tail.ts'
import type { Line } from './lines.ts'

const logSizes = { head: 131_072, tail: 16_384 }
export const maxLogLine = 16_384
/** A line is a row: ten thousand empty ones are not free. */
const lineCost = 64

type Level = Extract<AttemptSignal, { type: 'log' }>['level']

/** As much of an output goes to the log as it comes; then only its end, when it has ended. */
export function createCappedLog(usual: Level, say: (signal: AttemptSignal) => Promise<void>) {
  const end = createHeadTail({ head: 0, tail: logSizes.tail })
  let room = logSizes.head
  let wasSilent = true
  return {
    get isFull(): boolean {
      return room < 0
    },
    /** Adds output after the limit; only the end of it is kept. */
    skip: (bytes: Uint8Array): void => end.add(bytes),
    async add({ text, leftOut }: Line, level: Level = usual): Promise<void> {
      const shown = text.length > maxLogLine ? text.slice(0, maxLogLine) : text
      const dropped = leftOut + Buffer.byteLength(text) - Buffer.byteLength(shown)
      const whole = dropped === 0 ? shown : `${shown} … ${formatBytes(dropped)} left out …`
      room -= Buffer.byteLength(whole) + lineCost
      if (room < 0) return end.add(Buffer.from(`${whole}\n`))
      wasSilent = false
      await say({ type: 'log', level, text: whole })
    },
    /** Output that is not logged still shows that the program is alive. */
    async sign(): Promise<void> {
      if (wasSilent) await say({ type: 'alive' })
      wasSilent = true
    },
    /** Says the end of what was left out. */
    async finish(): Promise<void> {
      if (end.total === 0) return
      for (const text of end.text().trim().split('\n')) await say({ type: 'log', level: usual, text })
    },
  }
}
export type CappedLog = ReturnType<typeof createCappedLog>
