import { expect, it } from 'vitest'
import { parseAgentsSearch } from '../../../../src-renderer/features/agents/agents-search.ts'

it('an address opens the form of a new agent, like a link', () => {
  expect(parseAgentsSearch({ add: 'true' })).toEqual({ add: true })
  expect(parseAgentsSearch({ add: true })).toEqual({ add: true })
  expect(parseAgentsSearch({ add: 'no' })).toEqual({})
})
