/** One thing measured. `floor` is what bare React Flow takes for it in the same browser; null where there is none. */
export interface Figure {
  readonly name: string
  readonly value: number | null
  readonly unit: 'ms' | 'fps' | 'MiB' | 'x' | 'frames'
  /** `atMost` or `atLeast`, and how much. */
  readonly target: { readonly atMost: number } | { readonly atLeast: number }
  readonly floor: number | null
  readonly ok: boolean
  /** Why there is no value. */
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
 * What "a frame takes at most 33 ms" means on a screen that draws 60 times a second: a frame is there after one, two or
 * three times 16.7 ms and never between, so that two are within it. In tenths, as a page reads its clock.
 */
export const mostOfFrame = 33.5

/** Frames a second, and the time that 19 of 20 frames stay under. */
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
