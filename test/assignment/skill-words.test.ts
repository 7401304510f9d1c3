import { describe, expect, it } from 'vitest'
import { createSkillFinder } from '../../src-main/assignment/find-skills.ts'
import { normaliseSkill } from '../../src-main/assignment/skills.ts'
import { knownSkills, skillPhrases } from '../../src-shared/text/skill-vocabulary.ts'

const find = createSkillFinder(new Map())
const skillsIn = (text: string) => find(text).map(({ skill }) => skill)

describe('the vocabulary of skills', () => {
  it('contains only normalized skills', () => {
    for (const skill of knownSkills) expect(normaliseSkill(skill, new Map())).toBe(skill)
  })

  it('finds each of its phrases', () => {
    for (const [skill, phrases] of Object.entries(skillPhrases)) {
      for (const phrase of phrases.split(', ')) expect(skillsIn(`x ${phrase}; y`)).toContain(skill)
    }
  })
})

describe('createSkillFinder', () => {
  it('finds skills in the order of the text, each with its first words', () => {
    expect(find('Runs CI/CD and Code-Reviews, then CI/CD again.')).toEqual([
      { skill: 'ci_cd', words: 'CI/CD' },
      { skill: 'review', words: 'Code-Reviews' },
      { skill: 'code_review', words: 'Code-Reviews' },
    ])
  })

  it.each([
    ['C++ and C# on .NET with Next.js', ['cpp', 'csharp', 'dotnet', 'next_js']],
    ['vulnerabilities', ['security']],
    ['JavaScript', ['javascript']],
    ['contesting a reviewed scopeless brusty plan', []],
    ['', []],
  ])('finds in %j %j', (text, skills) => {
    expect(skillsIn(text)).toEqual(skills)
  })

  it('is fast on a long text', () => {
    expect(skillsIn('continuous '.repeat(50_000))).toEqual([])
    expect(skillsIn(`a${'.a'.repeat(200_000)}.`)).toEqual([])
  })
})
