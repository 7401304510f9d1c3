/** `head`: the header lines of a git diff. */
export type LineKind = 'same' | 'added' | 'removed' | 'head'

/** Consecutive lines of one kind, displayed together. */
export interface DiffBlock {
  readonly kind: LineKind
  readonly text: string
}

const signs = { same: ' ', added: '+', removed: '-' } as const

/**
 * Maximum number of line pairs to compare. Above it, the differing part is shown as a single change, so that the
 * window does not freeze.
 */
const maxPairs = 4_000_000

/** Diff of two texts, with common lines once. Null: no text. */
export function diffOf(before: string | null, after: string | null): DiffBlock[] {
  const [old, now] = [before?.split('\n') ?? [], after?.split('\n') ?? []]
  let head = 0
  while (head < Math.min(old.length, now.length) && old[head] === now[head]) head += 1
  let tail = 0
  const room = Math.min(old.length, now.length) - head
  while (tail < room && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1
  const lines = [
    ...old.slice(0, head).map(same),
    ...middleOf(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ...old.slice(old.length - tail).map(same),
  ]
  return blocksOf(lines.map(({ kind, text }) => ({ kind, text: `${signs[kind]}${text}` })))
}

interface Line {
  readonly kind: keyof typeof signs
  readonly text: string
}

const same = (text: string): Line => ({ kind: 'same', text })
const removed = (text: string): Line => ({ kind: 'removed', text })
const added = (text: string): Line => ({ kind: 'added', text })

/** Diff by the longest common subsequence of lines. */
function middleOf(old: readonly string[], now: readonly string[]): Line[] {
  if (old.length * now.length > maxPairs) return [...old.map(removed), ...now.map(added)]
  const width = now.length + 1
  const lengths = new Uint16Array((old.length + 1) * width)
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        old[row] === now[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  const lines: Line[] = []
  let [row, column] = [0, 0]
  while (row < old.length || column < now.length) {
    const [was = '', is = ''] = [old[row], now[column]]
    if (row < old.length && column < now.length && was === is) {
      lines.push(same(was))
      row += 1
      column += 1
    } else if (column === now.length || (row < old.length && at(row + 1, column) >= at(row, column + 1))) {
      lines.push(removed(was))
      row += 1
    } else {
      lines.push(added(is))
      column += 1
    }
  }
  return lines
}

/**
 * Parses a complete git diff. Within a hunk, lines are counted by its header, so a content line that looks like a
 * header stays content.
 */
export function readDiff(text: string): DiffBlock[] {
  let [old, now] = [0, 0]
  return blocksOf(
    text.split('\n').map((line) => {
      const sign = line[0] ?? ' '
      if (old > 0 || now > 0) {
        if (sign !== '+' && sign !== '\\') old -= 1
        if (sign !== '-' && sign !== '\\') now -= 1
        return { kind: kindOf(sign), text: line }
      }
      const counts = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line)
      if (counts !== null) [old, now] = [Number(counts[1] ?? 1), Number(counts[2] ?? 1)]
      return { kind: 'head', text: line }
    }),
  )
}

const kinds: Record<string, LineKind> = { '+': 'added', '-': 'removed', '\\': 'head' }
const kindOf = (sign: string): LineKind => kinds[sign] ?? 'same'

function blocksOf(lines: readonly DiffBlock[]): DiffBlock[] {
  const blocks: { kind: LineKind; lines: string[] }[] = []
  for (const { kind, text } of lines) {
    const last = blocks.at(-1)
    if (last?.kind === kind) last.lines.push(text)
    else blocks.push({ kind, lines: [text] })
  }
  return blocks.map(({ kind, lines: together }) => ({ kind, text: together.join('\n') }))
}
