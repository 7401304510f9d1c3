import { describe, expect, it } from 'vitest'
import { filterOf, readMemoryQuery } from '../../../src-renderer/features/memory/memory-search.ts'

const projectsIn = (text: string, projectId: string | null) =>
  filterOf(readMemoryQuery(text, 0), projectId).project

describe('the search in memory', () => {
  it('is limited to the selected project', () => {
    expect(projectsIn('herbs', 'garden')).toEqual(['garden'])
    expect(projectsIn('herbs', null)).toEqual([])
  })

  it('uses a typed project instead of the selected project', () =>
    expect(projectsIn('herbs project:shop', 'garden')).toEqual(['shop']))
})
