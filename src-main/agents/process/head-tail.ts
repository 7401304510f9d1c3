import { words } from '#shared/words/words.ts'

interface Sizes {
  readonly head: number
  readonly tail: number
}

/**
 * Keeps the beginning and the end of a stream of bytes and counts the bytes between them, so that memory stays
 * bounded.
 */
export function createHeadTail({ head: headSize, tail: tailSize }: Sizes) {
  const head: Uint8Array[] = []
  let headLength = 0
  let tail: Uint8Array[] = []
  let tailLength = 0
  let total = 0

  function trim(): void {
    // Trimmed only at twice the needed size, so that a byte is copied about once instead of once per chunk.
    if (tailLength <= tailSize * 2 && tail.length < 1024) return
    const kept = Buffer.concat(tail).subarray(-tailSize || tailLength)
    tail = tailSize === 0 ? [] : [Uint8Array.from(kept)]
    tailLength = tailSize === 0 ? 0 : kept.length
  }

  return {
    /** All bytes, stored or dropped. */
    get total(): number {
      return total
    },
    get leftOut(): number {
      return Math.max(0, total - headLength - Math.min(tailLength, tailSize))
    },
    add(bytes: Uint8Array): void {
      total += bytes.length
      const first = bytes.subarray(0, headSize - headLength)
      // Copied, because a view of a chunk would keep the entire chunk in memory.
      if (first.length > 0) head.push(Uint8Array.from(first))
      headLength += first.length
      const rest = bytes.subarray(first.length)
      if (rest.length === 0) return
      tail.push(Uint8Array.from(rest.subarray(-tailSize || rest.length)))
      tailLength += tail.at(-1)?.length ?? 0
      trim()
    },
    /** The stored text, with a line in the middle that gives the size of the gap. */
    text(): string {
      const start = Buffer.concat(head)
      const end = tailSize === 0 ? Buffer.alloc(0) : Buffer.concat(tail).subarray(-tailSize)
      const leftOut = total - start.length - end.length
      if (leftOut === 0) return Buffer.concat([start, end]).toString('utf8')
      return `${wholeStart(start)}${leftOutLine(leftOut)}${wholeEnd(end)}`
    },
  }
}
export type HeadTail = ReturnType<typeof createHeadTail>

const leftOutLine = (bytes: number): string => `\n${words.programOutput.omitted(formatBytes(bytes))}\n`
/** `12,345 bytes` */
export const formatBytes = (bytes: number): string => words.programOutput.bytes(bytes.toLocaleString('en-US'))

const isInner = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80

/** Drops the bytes of a truncated character at the start. */
function wholeEnd(bytes: Buffer): string {
  let from = 0
  while (from < 4 && isInner(bytes[from])) from += 1
  return bytes.subarray(from).toString('utf8')
}

function wholeStart(bytes: Buffer): string {
  let to = bytes.length
  while (to > bytes.length - 4 && isInner(bytes[to - 1])) to -= 1
  const lead = bytes[to - 1] ?? 0
  const needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1
  const isWhole = bytes.length - to + 1 >= needed
  return bytes.subarray(0, isWhole ? bytes.length : to - 1).toString('utf8')
}
