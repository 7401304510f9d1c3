import { describe, expect, it } from 'vitest'
import { farZoom, nextWindow } from '../../../src-renderer/graph/interaction/use-node-window.ts'

const seen = { x: 1000, y: 1000, width: 1000, height: 600 }

describe('nextWindow', () => {
  it('starts with the visible part only', () => {
    expect(nextWindow(null, seen, 1).area).toEqual(seen)
  })

  it('stays the same for a small movement after the first', () => {
    const moved = nextWindow(nextWindow(null, seen, 1), { ...seen, x: 1010 }, 1)
    expect(nextWindow(moved, { ...seen, x: 1100 }, 1)).toBe(moved)
  })

  it('changes when the view leaves it', () => {
    const moved = nextWindow(nextWindow(null, seen, 1), { ...seen, x: 1010 }, 1)
    expect(nextWindow(moved, { ...seen, x: 1300 }, 1).area.x).toBeGreaterThan(moved.area.x)
  })

  it('contains no distant nodes after any movement', () => {
    const far = nextWindow(null, seen, farZoom / 2)
    expect(far.isFar).toBe(true)
    expect(nextWindow(far, { ...seen, x: 90_000 }, farZoom / 2)).toBe(far)
  })

  it('shrinks when the view zooms in', () => {
    const first = nextWindow(null, seen, 0.6)
    expect(nextWindow(first, { x: 1400, y: 1200, width: 300, height: 200 }, 1.5)).not.toBe(first)
  })
})
