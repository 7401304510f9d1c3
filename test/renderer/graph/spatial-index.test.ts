import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Box } from '../../../src-renderer/graph/layout/layout.ts'
import {
  boxBetween,
  createSpatialIndex,
  packBoxes,
  touches,
} from '../../../src-renderer/graph/layout/spatial-index.ts'

const coordinate = fc.integer({ min: -3000, max: 9000 })
const boxes = fc.record({
  x: coordinate,
  y: coordinate,
  width: fc.integer({ min: 0, max: 6000 }),
  height: fc.integer({ min: 0, max: 6000 }),
})

const indexOf = (all: readonly Box[], owners: readonly number[] = [...all.keys()]) =>
  createSpatialIndex(
    packBoxes({
      owners,
      sides: all.flatMap(({ x, y, width, height }) => [x, y, x + width, y + height]),
    }),
  )

describe('createSpatialIndex', () => {
  it('finds exactly the boxes of a full scan', () => {
    fc.assert(
      fc.property(fc.array(boxes, { maxLength: 60 }), boxes, (all, area) => {
        const index = indexOf(all)
        const expected = all.flatMap((box, owner) => (touches(box, area) ? [owner] : []))
        expect(index.query(area).toSorted((a, b) => a - b)).toEqual(expected)
        expect(index.query(area).toSorted((a, b) => a - b)).toEqual(expected)
      }),
    )
  })

  it('names an owner of several boxes once', () => {
    const box = { x: 0, y: 0, width: 2000, height: 10 }
    const index = indexOf([box, { ...box, y: 5 }], [3, 3])
    expect(index.query({ x: 0, y: 0, width: 1500, height: 50 })).toEqual([3])
  })
})

describe('boxBetween', () => {
  it('is the same for any order of the corners', () => {
    expect(boxBetween({ x: 5, y: 1 }, { x: 2, y: 9 })).toEqual({ x: 2, y: 1, width: 3, height: 8 })
  })
})
