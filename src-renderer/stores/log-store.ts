import type { LogLine } from '#shared/model/attempt.ts'

/** The lines of one task's log, in order of `seq`. */
export interface LogState {
  readonly lines: readonly LogLine[]
}

export const emptyLog: LogState = { lines: [] }

/** Appends what comes after the last line known; what was there already is left out. */
export function appendLines(state: LogState, lines: readonly LogLine[]): LogState {
  let last = state.lines.at(-1)?.seq ?? -1
  const fresh = lines.filter((line) => {
    const isFresh = line.seq > last
    if (isFresh) last = line.seq
    return isFresh
  })
  return fresh.length === 0 ? state : { lines: [...state.lines, ...fresh] }
}
