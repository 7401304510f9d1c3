import type { LogLine } from '#shared/model/runs/attempt.ts'

/** Lines written together share one `seq`; `line` tells them apart. */
export interface NumberedLine extends LogLine {
  readonly line: number
}

/**
 * Numbers the lines within each seq. Correct only for streams that start at the first line of a seq, as resumed
 * streams do.
 */
export async function* numberLines(stream: AsyncIterable<LogLine>): AsyncGenerator<NumberedLine> {
  let seq = -1
  let line = 0
  for await (const each of stream) {
    line = each.seq === seq ? line + 1 : 0
    seq = each.seq
    yield { ...each, line }
  }
}

/** Returns the lines after the last known line. A resumed stream repeats some lines. */
export function listFresh(lines: readonly NumberedLine[], known: NumberedLine | null): NumberedLine[] {
  let last = known
  return lines.filter((line) => {
    if (last !== null && !isAfter(line, last)) return false
    last = line
    return true
  })
}

const isAfter = (a: NumberedLine, b: NumberedLine): boolean =>
  a.seq > b.seq || (a.seq === b.seq && a.line > b.line)
