import { describe, expect, it } from 'vitest'
import {
  filterOf,
  groupOf,
  readRunsQuery,
  withGroup,
} from '../../../src-renderer/features/runs/runs-search.ts'

const now = new Date(2026, 10, 22, 15).getTime()
const read = (text: string) => readRunsQuery(text, now)

describe('the search of runs', () => {
  it('separates words, a status, projects and a time', () => {
    const midnight = new Date(2026, 10, 22).getTime()
    expect(filterOf(read('dig status:failed project:fair today'), null)).toMatchObject({
      ...{ text: 'dig', group: ['failed'], project: ['fair'], from: midnight },
    })
  })

  it('is limited to the selected project unless it names one, and ignores an unknown status', () => {
    expect(filterOf(read('dig'), 'garden').project).toEqual(['garden'])
    expect(filterOf(read('project:fair'), 'garden').project).toEqual(['fair'])
    expect(filterOf(read('status:nonsense'), null).group).toEqual([])
  })

  it('has one status, which replaces the previous one', () => {
    const text = 'status:failed dig status:done'
    expect(groupOf(read(text))).toBeNull()
    const one = withGroup(text, read(text), 'running')
    expect(one).toBe('dig status:running')
    expect(groupOf(read(one))).toBe('running')
    expect(withGroup(one, read(one), null)).toBe('dig')
  })
})

it('accepts the labels of badges and older labels', () => {
  const groupsOf = (text: string) => filterOf(readRunsQuery(text, 0), null).group
  expect(groupsOf('status:succeeded')).toEqual(groupsOf('status:done'))
  expect(groupsOf('status:blocked')).toEqual(groupsOf('status:waiting'))
  expect(groupsOf('status:succeeded')).toEqual(['done'])
})
