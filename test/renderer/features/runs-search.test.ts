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
  it('takes words, a status, projects and a time apart', () => {
    const midnight = new Date(2026, 10, 22).getTime()
    expect(filterOf(read('dig status:failed project:fair today'), null)).toMatchObject({
      ...{ text: 'dig', group: ['failed'], project: ['fair'], from: midnight },
    })
  })

  it('keeps to the chosen project unless it names one itself, and passes over a status that is none', () => {
    expect(filterOf(read('dig'), 'garden').project).toEqual(['garden'])
    expect(filterOf(read('project:fair'), 'garden').project).toEqual(['fair'])
    expect(filterOf(read('status:nonsense'), null).group).toEqual([])
  })

  it('has one status at a time, in place of whatever it named before', () => {
    const text = 'status:failed dig status:done'
    expect(groupOf(read(text))).toBeNull()
    const one = withGroup(text, read(text), 'running')
    expect(one).toBe('dig status:running')
    expect(groupOf(read(one))).toBe('running')
    expect(withGroup(one, read(one), null)).toBe('dig')
  })
})

it('understands the words of the badge beside the older words', () => {
  const groupsOf = (text: string) => filterOf(readRunsQuery(text, 0), null).group
  expect(groupsOf('status:succeeded')).toEqual(groupsOf('status:done'))
  expect(groupsOf('status:blocked')).toEqual(groupsOf('status:waiting'))
  expect(groupsOf('status:succeeded')).toEqual(['done'])
})
