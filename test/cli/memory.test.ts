import { describe, expect, it } from 'vitest'
import { switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

describe('switchyard memory', () => {
  it('stores a note and finds it by its words and its tag', async () => {
    const dataDir = createTempDir()
    const added = await switchyard(
      ['memory', 'add', 'Apples keep', '--tag', 'fruit', '--by', 'ann', '--json'],
      dataDir,
    )
    expect(added.code).toBe(0)
    const entry = JSON.parse(added.stdout)
    expect(entry).toMatchObject({ type: 'note', content: 'Apples keep', tags: ['fruit'], agentId: 'ann' })
    const found = await switchyard(
      ['memory', 'list', '--search', 'apples', '--tag', 'fruit', '--json'],
      dataDir,
    )
    expect(JSON.parse(found.stdout)).toEqual([entry])
    const none = await switchyard(['memory', 'list', '--tag', 'wood'], dataDir)
    expect(none.stdout).toBe('No matching entries.\n')
  })
})
