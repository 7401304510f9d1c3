import { describe, expect, it } from 'vitest'
import {
  formatAbout,
  formatAgo,
  formatBytes,
  formatDuration,
  formatForInput,
  parseFromInput,
} from '../../../src-renderer/ui/text/format.ts'

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [20, '<0.1 s'],
    [840, '0.8 s'],
    [12_400, '12 s'],
    [59_700, '1 min'],
    [185_000, '3 min 05 s'],
    [3_720_000, '1 h 02 min'],
    [7_200_000, '2 h'],
  ])('formats %i ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })

  it('counts full seconds while the duration grows', () => {
    expect(formatDuration(3_900, { isGrowing: true })).toBe('3 s')
    expect(formatDuration(60_000, { isGrowing: true })).toBe('1 min 00 s')
    expect(formatDuration(-200, { isGrowing: true })).toBe('0 s')
  })
})

describe('formatAgo', () => {
  it.each([
    [0, 'just now'],
    [5 * 60_000, '5m ago'],
    [26 * 3_600_000, 'yesterday'],
  ])('formats %i ms ago as %s', (past, text) => {
    expect(formatAgo(1_800_000_000_000 - past, 1_800_000_000_000)).toBe(text)
  })
})

describe('formatAbout', () => {
  it.each([
    [1, '1 min'],
    [59 * 60_000, '59 min'],
    [3 * 3_600_000, '3 h'],
    [50 * 3_600_000, '2 days'],
  ])('formats %d ms as an estimate', (ms, text) => {
    expect(formatAbout(ms)).toBe(text)
  })
})

describe('a date field', () => {
  it('returns the given minute', () => {
    const at = new Date(2026, 10, 5, 9, 7).getTime()
    expect(formatForInput(at)).toBe('2026-11-05T09:07')
    expect(parseFromInput(formatForInput(at))).toBe(at)
  })

  it('treats an empty or incomplete field as no date', () => {
    expect(parseFromInput('')).toBeNull()
    expect(parseFromInput('2026-11-')).toBeNull()
  })
})

describe('formatBytes', () => {
  it.each([
    [1, '1 byte'],
    [999, '999 bytes'],
    [1500, '1.5 kB'],
    [20_400, '20 kB'],
    [999_960, '1.0 MB'],
    [2_340_000, '2.3 MB'],
  ])('formats %i bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })
})
