import { expect, it } from 'vitest'
import { parseAgentsSearch } from '../../../../src-renderer/features/agents/agents-search.ts'

it('opens the form of a new agent from an address as well as from a link', () => {
  expect(parseAgentsSearch({ add: 'true' })).toEqual({ add: true })
  expect(parseAgentsSearch({ add: true })).toEqual({ add: true })
  expect(parseAgentsSearch({ add: 'no' })).toEqual({})
})
