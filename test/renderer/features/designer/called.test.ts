import { describe, expect, it } from 'vitest'
import { callAgents } from '../../../../src-renderer/features/designer/roster/roster.ts'

const { nameOf, idOf } = callAgents([
  { id: 'ada', name: 'Ada Lovelace' },
  { id: 'codex', name: 'Codex' },
  { id: 'codex-2', name: 'Codex' },
  { id: 'grace', name: 'ada' },
  { id: 'hal', name: 'Hal, the second' },
])

describe('the agents for a run', () => {
  it('are named by name, and by id if the name is ambiguous or contains a comma', () => {
    expect(['ada', 'codex', 'codex-2', 'grace', 'hal', 'nobody'].map(nameOf)).toEqual([
      'Ada Lovelace',
      'codex',
      'codex-2',
      'grace',
      'hal',
      'nobody',
    ])
  })

  it('are found by name in any case or by id, with priority for the id', () => {
    expect([' ada lovelace ', 'ada', 'codex-2', 'Codex', ' who '].map(idOf)).toEqual([
      'ada',
      'ada',
      'codex-2',
      'Codex',
      'who',
    ])
  })
})
