/** Time span in milliseconds since 1970. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Section of the time axis: one with activity, or a long inactive one, which is folded. */
export interface Piece extends Span {
  readonly isFolded: boolean
  /** Pixels from the start of the axis. */
  readonly x: number
  readonly width: number
}

/** Time axis of a given width. Long inactive periods are folded. */
export interface Axis {
  readonly pieces: readonly Piece[]
  readonly width: number
}

const foldedFromMs = 10 * 60_000
const foldedWidth = 68

/**
 * Maps the time from `range.from` to `range.to` to `width` pixels. Inactive periods of more than ten minutes are
 * folded.
 */
export function createAxis(busy: readonly Span[], range: Span, width: number): Axis {
  const cut = pieceTogether(busy, range)
  const folds = cut.filter(({ isFolded }) => isFolded).length
  const shownMs = cut.reduce((sum, { from, to, isFolded }) => sum + (isFolded ? 0 : to - from), 0)
  const rest = Math.max(1, width - folds * foldedWidth)
  let x = 0
  const pieces = cut.map((piece): Piece => {
    const own = piece.isFolded
      ? foldedWidth
      : shownMs === 0
        ? rest
        : (rest * (piece.to - piece.from)) / shownMs
    const placed = { ...piece, x, width: own }
    x += own
    return placed
  })
  return { pieces, width: Math.max(width, x) }
}

type Cut = Pick<Piece, 'from' | 'to' | 'isFolded'>

function pieceTogether(busy: readonly Span[], range: Span): Cut[] {
  const within = busy
    .filter(({ from, to }) => to >= range.from && from <= range.to)
    .sort((one, other) => one.from - other.from)
  const cut: Cut[] = []
  let [start, end] = [range.from, range.from]
  for (const { from, to } of [...within, { from: range.to, to: range.to }]) {
    if (from - end > foldedFromMs) {
      if (end > start) cut.push({ from: start, to: end, isFolded: false })
      cut.push({ from: end, to: from, isFolded: true })
      start = from
    }
    end = Math.min(range.to, Math.max(end, to))
  }
  if (end > start || cut.length === 0) cut.push({ from: start, to: Math.max(end, start), isFolded: false })
  return cut
}

/** Position of an instant on the axis, in pixels. */
export function placeOf({ pieces, width }: Axis, at: number): number {
  const piece = pieces.find(({ to }) => at <= to)
  if (piece === undefined) return width
  if (at <= piece.from || piece.to === piece.from) return piece.x
  return piece.x + (piece.width * (at - piece.from)) / (piece.to - piece.from)
}

/** Instant at a position of the axis. */
export function instantAt({ pieces }: Axis, x: number): number {
  const piece = pieces.find((each) => x <= each.x + each.width) ?? pieces.at(-1)
  if (piece === undefined) return 0
  const share = piece.width === 0 ? 0 : Math.min(1, Math.max(0, (x - piece.x) / piece.width))
  return piece.from + share * (piece.to - piece.from)
}

/** Round instants for labels, about one in `every` pixels and none in a fold. */
export function ticksOf(axis: Axis, every = 110): { readonly at: number; readonly x: number }[] {
  const shown = axis.pieces.filter(({ isFolded }) => !isFolded)
  const ms = shown.reduce((sum, { from, to }) => sum + to - from, 0)
  const room = shown.reduce((sum, { width }) => sum + width, 0)
  const step = stepFor((ms * every) / Math.max(1, room))
  return shown.flatMap(({ from, to }) => {
    const first = Math.ceil(from / step) * step
    const count = Math.max(0, Math.floor((to - first) / step) + 1)
    return Array.from({ length: count }, (_, at) => ({
      at: first + at * step,
      x: placeOf(axis, first + at * step),
    }))
  })
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const steps = [
  ...[100, 200, 500, second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second],
  ...[minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute],
  ...[hour, 2 * hour, 6 * hour, 12 * hour, 24 * hour],
]

const stepFor = (ms: number): number =>
  steps.find((step) => step >= ms) ?? Math.ceil(ms / (24 * hour)) * 24 * hour
