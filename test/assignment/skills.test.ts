import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseSkill, requireAlias } from '../../src-main/assignment/skills.ts'
import { newAgentSchema, skillSchema } from '../../src-shared/model/agents/agent.ts'

const none = new Map<string, string>()
const aliases = new Map([['summarisation', 'summarization']])

describe('a skill in free text', () => {
  it.each([
    ['memory_search', 'memory_search'],
    ['  Memory Search ', 'memory_search'],
    ['memory-search', 'memory_search'],
    ['Memory - search', 'memory_search'],
    ['summarisation', 'summarization'],
    ['Summarisation', 'summarization'],
    ['summarize', 'summarize'],
    ['a/b', 'a_b'],
    ['CI/CD', 'ci_cd'],
    ['api.design', 'api_design'],
    ['memorySearch', 'memory_search'],
    ['MemorySearch', 'memory_search'],
    ['APIDesign', 'api_design'],
    ['JavaScript testing', 'javascript_testing'],
    ['GraphQL', 'graphql'],
    ['PostgreSQL', 'postgresql'],
    ['APIs', 'apis'],
  ])('%j is %s', (text, skill) => {
    expect(normaliseSkill(text, aliases)).toBe(skill)
  })

  it.each(['', '  ', '_', '!?', 'größe', 'x'.repeat(65), '__proto__'])('%j is no skill', (text) => {
    expect(normaliseSkill(text, aliases)).toBeNull()
  })

  it('is a valid skill or none, and normalizing is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const skill = normaliseSkill(text, none)
        if (skill === null) return
        expect(skillSchema.safeParse(skill).success).toBe(true)
        expect(normaliseSkill(skill, none)).toBe(skill)
      }),
    )
  })
})

describe('a word with inner capitals', () => {
  it('is kept if the table of aliases contains it', () => {
    const table = new Map([['chatops', 'operations']])
    expect(normaliseSkill('ChatOps', none)).toBe('chat_ops')
    expect(normaliseSkill('ChatOps', table)).toBe('operations')
    expect(normaliseSkill('ChatOps', new Map([['ops', 'chatops']]))).toBe('chatops')
  })

  it('is kept if an agent has it as a skill', () => {
    expect(normaliseSkill('ChatOps', none, (word) => word === 'chatops')).toBe('chatops')
  })
})

describe('the skills of a registered agent', () => {
  it('are normalized like the skills of tasks, without duplicates', () => {
    const written = {
      id: 'ann',
      name: 'Ann',
      kind: 'person',
      skills: ['Memory Search', 'memorySearch', 'CI/CD'],
    }
    expect(newAgentSchema.parse(written).skills).toEqual(['memory_search', 'ci_cd'])
  })
})

describe('an alias', () => {
  it('is stored with normalized skills', () => {
    expect(requireAlias(none, 'Code Review', 'code-reviewing')).toEqual({
      ok: true,
      value: { alias: 'code_review', skill: 'code_reviewing' },
    })
  })

  it('can be added again', () => {
    expect(requireAlias(aliases, 'summarisation', 'summarization').ok).toBe(true)
  })

  it.each([
    ['that is no skill', '!!', 'a', 'E_FORMAT', 'alias'],
    ['for what is no skill', 'a', 'é', 'E_FORMAT', 'skill'],
    ['for itself', 'a', 'A', 'E_DEP_CYCLE', 'skill'],
    ['that closes a circle', 'summarization', 'summarisation', 'E_DEP_CYCLE', 'skill'],
    ['that already stands for something else', 'summarisation', 'writing', 'E_DUPLICATE_ID', 'alias'],
    ['for what is an alias', 'abstract', 'summarisation', 'E_STATE', 'skill'],
    ['for what others stand for', 'summarization', 'writing', 'E_STATE', 'alias'],
  ])('%s is refused', (_, alias, skill, code, field) => {
    expect(requireAlias(aliases, alias, skill)).toMatchObject({ ok: false, error: { code, field } })
  })

  it('needs a single lookup, independent of earlier aliases', () => {
    const word = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word), { maxLength: 30 }), (wishes) => {
        const table = new Map<string, string>()
        for (const [alias, skill] of wishes) {
          const added = requireAlias(table, alias, skill)
          if (added.ok) table.set(added.value.alias, added.value.skill)
        }
        for (const skill of table.values()) {
          expect(table.has(skill)).toBe(false)
          expect(normaliseSkill(skill, table)).toBe(skill)
        }
      }),
    )
  })
})
