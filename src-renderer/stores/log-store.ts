import type { LogLine } from '#shared/model/attempt.ts'

/** Lines written together share one `seq`; `line` tells them apart. */
export interface NumberedLine extends LogLine {
  readonly line: number
}

/** The lines of one task's log, in order of `seq` and `line`. */
export interface LogState {
  readonly lines: readonly NumberedLine[]
}

export const emptyLog: LogState = { lines: [] }

/** Numbers the lines of each seq. Right only for a stream that begins with a whole seq, as every resumed one does. */
export async function* numberLines(stream: AsyncIterable<LogLine>): AsyncGenerator<NumberedLine> {
  let seq = -1
  let line = 0
  for await (const each of stream) {
    line = each.seq === seq ? line + 1 : 0
    seq = each.seq
    yield { ...each, line }
  }
}

/** Appends what comes after the last line known; the same object when that is nothing. */
export function appendLines(state: LogState, lines: readonly NumberedLine[]): LogState {
  let last = state.lines.at(-1)
  const fresh = lines.filter((line) => {
    if (last !== undefined && !isAfter(line, last)) return false
    last = line
    return true
  })
  return fresh.length === 0 ? state : { lines: [...state.lines, ...fresh] }
}

const isAfter = (a: NumberedLine, b: NumberedLine): boolean =>
  a.seq > b.seq || (a.seq === b.seq && a.line > b.line)
