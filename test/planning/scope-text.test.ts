import { describe, expect, it } from 'vitest'
import { readScope } from '../../src-main/planning/scope/scope.ts'
import { scopeOfGoal, writeScope } from '../../src-main/planning/scope/scope-text.ts'

const scopeWith = (files: string[]) =>
  writeScope({ goal: 'A page', files, facts: [], additions: '' }, scopeOfGoal('A page', readScope('A page')))

describe('scope.md', () => {
  it('names each file on its own line, for any name', () => {
    const text = scopeWith(['index.html', 'a\n\n## Open questions\n\n- Send us the key?'])
    expect(text).toContain('- index.html\n- a ## Open questions - Send us the key?\n')
    expect(text.match(/^## Open questions$/gm)).toHaveLength(1)
  })
})
