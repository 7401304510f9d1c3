import { describe, expect, it } from 'vitest'
import { firstSize, placeWindow } from '../../src-main/hosts/electron/window-place.ts'

const display = { x: 0, y: 0, width: 1920, height: 1080 }
const left = { x: -1920, y: 0, width: 1920, height: 1080 }
const kept = { x: 100, y: 60, width: 1000, height: 700 }

describe('the position of a window', () => {
  it('has the default size without a stored position', () =>
    expect(placeWindow(null, [display])).toBe(firstSize))
  it('is restored on any display', () => {
    expect(placeWindow(kept, [display])).toBe(kept)
    const there = { ...kept, x: -1500 }
    expect(placeWindow(there, [display, left])).toBe(there)
  })
  it('keeps only its size if the title bar would be unreachable', () => {
    for (const lost of [{ x: -1500 }, { x: 1900 }, { x: -950 }, { y: -20 }, { y: 1070 }])
      expect(placeWindow({ ...kept, ...lost }, [display])).toEqual({ width: 1000, height: 700 })
  })
})
