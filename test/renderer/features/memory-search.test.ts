import { describe, expect, it } from 'vitest'
import { filterOf, readMemoryQuery } from '../../../src-renderer/features/memory/memory-search.ts'

const projectsIn = (text: string, projectId: string | null) =>
  filterOf(readMemoryQuery(text, 0), projectId).project

describe('the search of memory', () => {
  it('keeps to the chosen project', () => {
    expect(projectsIn('herbs', 'garden')).toEqual(['garden'])
    expect(projectsIn('herbs', null)).toEqual([])
  })

  it('goes by the project that is typed, whichever is chosen', () =>
    expect(projectsIn('herbs project:shop', 'garden')).toEqual(['shop']))
})
