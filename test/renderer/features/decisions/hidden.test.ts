import { describe, expect, it } from 'vitest'
import { countHidden } from '../../../../src-renderer/features/run/decisions/decisions-view.tsx'

describe('countHidden', () => {
  it.each([
    [0, 0],
    [149, 0],
    [150, 50],
    [199, 50],
    [500, 400],
  ])('of %i decisions hides %i, in groups', (count, hidden) => {
    expect(countHidden(count, [])).toBe(hidden)
  })

  it('hides no viewed decision and no later one', () => {
    expect(countHidden(500, [450, 120])).toBe(119)
    expect(countHidden(500, [1])).toBe(0)
    expect(countHidden(500, [450])).toBe(400)
  })
})
