import { describe, expect, it } from 'vitest'
import { callAgents } from '../../../../src-renderer/features/designer/roster/roster.ts'

const { nameOf, idOf } = callAgents([
  { id: 'ada', name: 'Ada Lovelace' },
  { id: 'codex', name: 'Codex' },
  { id: 'codex-2', name: 'Codex' },
  { id: 'grace', name: 'ada' },
  { id: 'hal', name: 'Hal, the second' },
])

describe('the agents of a crew', () => {
  it('are spoken of by name, and by id where that name is not theirs alone or has a comma', () => {
    expect(['ada', 'codex', 'codex-2', 'grace', 'hal', 'nobody'].map(nameOf)).toEqual([
      'Ada Lovelace',
      'codex',
      'codex-2',
      'grace',
      'hal',
      'nobody',
    ])
  })

  it('are taken by name in any case or by id, which goes first', () => {
    expect([' ada lovelace ', 'ada', 'codex-2', 'Codex', ' who '].map(idOf)).toEqual([
      'ada',
      'ada',
      'codex-2',
      'Codex',
      'who',
    ])
  })
})
