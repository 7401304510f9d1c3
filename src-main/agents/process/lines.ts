import { orElse } from '#shared/or-else.ts'
export interface Line {
  readonly text: string
  /** Bytes of the line beyond the limit, which were dropped. */
  readonly leftOut: number
}

const lineFeed = 0x0a

/** Splits a stream of bytes into lines. Longer lines are cut after `maxBytes`, and the rest is counted. */
export function createLineCutter(maxBytes: number) {
  let parts: Uint8Array[] = []
  let length = 0
  let leftOut = 0

  function keep(bytes: Uint8Array): void {
    const fitting = bytes.subarray(0, maxBytes - length)
    if (fitting.length > 0) parts.push(Uint8Array.from(fitting))
    length += fitting.length
    leftOut += bytes.length - fitting.length
    // Merged, so that a program that writes byte by byte does not cost an object per byte.
    if (parts.length > 256) parts = [Buffer.concat(parts)]
  }

  function take(): Line {
    const line = { text: Buffer.concat(parts).toString('utf8').replace(/\r$/, ''), leftOut }
    parts = []
    length = 0
    leftOut = 0
    return line
  }

  return {
    add(bytes: Uint8Array): Line[] {
      const lines: Line[] = []
      let from = 0
      for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, from)) {
        keep(bytes.subarray(from, at))
        lines.push(take())
        from = at + 1
      }
      keep(bytes.subarray(from))
      return lines
    },
    /** True if the unfinished line already exceeds the limit. Such a line may never end. */
    isTooLong: (): boolean => leftOut > 0,
    /** The text after the last line break. Call at the end of the output. */
    end: (): Line[] => (length === 0 && leftOut === 0 ? [] : [take()]),
  }
}
export type LineCutter = ReturnType<typeof createLineCutter>

/** Parsed JSON of a line that starts with `{`; null for any other line, because programs print all kinds of lines. */
export const objectIn = (line: string): unknown =>
  line.trimStart().startsWith('{') ? orElse(() => JSON.parse(line), null) : null
