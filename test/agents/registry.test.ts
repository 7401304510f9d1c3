import { describe, expect, it } from 'vitest'
import { createAgentRegistry } from '../../src-main/agents/registry.ts'
import { instantAdapter } from '../support/engine.ts'

describe('the agent registry', () => {
  it('finds the adapter of a kind, and none for an unknown kind', () => {
    const registry = createAgentRegistry([instantAdapter])
    expect(registry.find('scripted')).toBe(instantAdapter)
    expect(registry.find('builtin')).toBeNull()
    expect(registry.find('toString')).toBeNull()
    expect(registry.kinds()).toEqual(['scripted'])
  })

  it('treats two adapters of a kind as a bug', () => {
    expect(() => createAgentRegistry([instantAdapter, instantAdapter])).toThrow('kind scripted')
  })
})
