/** A measured value. `floor` is the value of plain React Flow in the same browser; null if there is no such value. */
export interface Figure {
  readonly name: string
  readonly value: number | null
  readonly unit: 'ms' | 'fps' | 'MiB' | 'x' | 'frames'
  /** Upper or lower bound of the value. */
  readonly target: { readonly atMost: number } | { readonly atLeast: number }
  readonly floor: number | null
  readonly ok: boolean
  /** Reason for a missing value. */
  readonly skipped?: string
}

type Measured = Omit<Figure, 'ok' | 'floor'> & { readonly value: number; readonly floor?: number | null }

export const figure = ({ floor = null, ...of }: Measured): Figure => ({
  ...of,
  value: rounded(of.value),
  floor: floor === null ? null : rounded(floor),
  ok: 'atMost' in of.target ? of.value <= of.target.atMost : of.value >= of.target.atLeast,
})

export const skipped = (of: Pick<Figure, 'name' | 'unit' | 'target'>, why: string): Figure => ({
  ...of,
  value: null,
  floor: null,
  ok: false,
  skipped: why,
})

const rounded = (value: number): number => Math.round(value * 10) / 10

/**
 * Maximum of 33 ms per frame on a 60 Hz screen: a frame takes a multiple of 16.7 ms, so two screen refreshes are
 * within the limit. Browsers round times to tenths.
 */
export const mostOfFrame = 33.5

/** Frames per second, and the 95th percentile of the frame time. */
export function framesOf(gaps: readonly number[]): { readonly fps: number; readonly p95: number } {
  const total = gaps.reduce((sum, gap) => sum + gap, 0)
  const sorted = gaps.toSorted((a, b) => a - b)
  return {
    fps: total === 0 ? 0 : (1000 * gaps.length) / total,
    p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
  }
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
