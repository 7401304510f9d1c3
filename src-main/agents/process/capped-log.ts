import { words } from '#shared/words/words.ts'
import type { AttemptSignal } from '../../engine/ports.ts'
import { createHeadTail, formatBytes } from './head-tail.ts'
import type { Line } from './lines.ts'

const logSizes = { head: 131_072, tail: 16_384 }
export const maxLogLine = 16_384
/** Bytes added per line: each line is a row, so even empty lines have a cost. */
const lineCost = 64

type Level = Extract<AttemptSignal, { type: 'log' }>['level']

/** Logs output as it arrives, up to a limit. The rest is dropped, except for a tail that is logged at the end. */
export function createCappedLog(usual: Level, say: (signal: AttemptSignal) => Promise<void>) {
  const end = createHeadTail({ head: 0, tail: logSizes.tail })
  let room = logSizes.head
  let wasSilent = true
  return {
    get isFull(): boolean {
      return room < 0
    },
    /** Adds output beyond the limit; only its tail is stored. */
    skip: (bytes: Uint8Array): void => end.add(bytes),
    async add({ text, leftOut }: Line, level: Level = usual): Promise<void> {
      const shown = text.length > maxLogLine ? text.slice(0, maxLogLine) : text
      const dropped = leftOut + Buffer.byteLength(text) - Buffer.byteLength(shown)
      const whole = dropped === 0 ? shown : `${shown} ${words.programOutput.omitted(formatBytes(dropped))}`
      room -= Buffer.byteLength(whole) + lineCost
      if (room < 0) return end.add(Buffer.from(`${whole}\n`))
      wasSilent = false
      await say({ type: 'log', level, text: whole })
    },
    /** Reports that the program is alive, unless output was logged since the last call. */
    async sign(): Promise<void> {
      if (wasSilent) await say({ type: 'alive' })
      wasSilent = true
    },
    /** Logs the tail of the output beyond the limit. */
    async finish(): Promise<void> {
      if (end.total === 0) return
      for (const text of end.text().trim().split('\n')) await say({ type: 'log', level: usual, text })
    },
  }
}
export type CappedLog = ReturnType<typeof createCappedLog>
