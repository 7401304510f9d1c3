import { describe, expect, it } from 'vitest'
import { parseRunSearch } from '../../../src-renderer/features/run/run-search.ts'

describe('parseRunSearch', () => {
  it('keeps a task key as text', () => {
    expect(parseRunSearch({ task: '1.10', tab: 'list', panel: 'log' })).toEqual({
      task: '1.10',
      tab: 'list',
      panel: 'log',
    })
  })

  it('parses the number of a decision from an address and from a link', () => {
    expect(parseRunSearch({ tab: 'decisions', decision: '4' })).toEqual({ tab: 'decisions', decision: 4 })
    expect(parseRunSearch({ decision: 4 })).toEqual({ decision: 4 })
    for (const decision of ['', '0', '-1', '1.5', 'x', null]) expect(parseRunSearch({ decision })).toEqual({})
  })

  it('keeps the name of the open file', () => {
    const read = { task: 'a', panel: 'files', file: 'docs/plan.md' }
    expect(parseRunSearch(read)).toEqual(read)
    expect(parseRunSearch({ tab: 'files', file: '' })).toEqual({ tab: 'files' })
  })

  it('drops unknown parameters', () => {
    expect(parseRunSearch({ task: '', tab: 'weather', panel: 3, other: 'x' })).toEqual({})
  })
})
