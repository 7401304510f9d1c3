import { describe, expect, it } from 'vitest'
import { parseRunSearch } from '../../../src-renderer/features/run/run-search.ts'

describe('parseRunSearch', () => {
  it('keeps a task key as the text it is', () => {
    expect(parseRunSearch({ task: '1.10', tab: 'list', panel: 'log' })).toEqual({
      task: '1.10',
      tab: 'list',
      panel: 'log',
    })
  })

  it('leaves out what it does not understand', () => {
    expect(parseRunSearch({ task: '', tab: 'timeline', panel: 3, other: 'x' })).toEqual({})
  })
})
