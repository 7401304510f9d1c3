import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newestOf, readArtifacts } from '../../src-main/decisions/artifacts.ts'
import { writePrompt } from '../../src-main/decisions/prompt.ts'
import { contextWith, taskWith } from './scene.ts'

describe('the question put to a decider', () => {
  it('tells the goal, what ended, the files, the history, who there is and the form of the answer', () => {
    const artifacts = [{ name: 'scope.md', taskKey: 'task-001', text: 'A shop for tea.' }]
    const prompt = writePrompt(contextWith({ artifacts }))
    for (const part of [
      'Build a tea shop web app',
      'task-001 (workshopper), done',
      'scope.md, by task-001',
      'A shop for tea.',
      '- tester',
      'wait_for_more_tasks',
    ]) {
      expect(prompt).toContain(part)
    }
  })

  it('shows the first 500 characters of a file, and says how long it is', () => {
    const artifacts = [{ name: 'long.md', taskKey: 'a', text: 'x'.repeat(5000) }]
    const prompt = writePrompt(contextWith({ artifacts }))
    expect(prompt).toContain('the first 500 of 5000 characters')
    expect(prompt).not.toContain('x'.repeat(501))
  })

  it('lets no text close the fence that it stands in, whatever it says', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom('</data>', '</DATA >', '< /data>', '<data about="x">', '"><b>', '</da</data>ta>'),
    )
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 4 }), (parts) => {
        const text = parts.join('')
        const plain = writePrompt(contextWith())
        const prompt = writePrompt(
          contextWith({
            goal: text,
            artifacts: [{ name: `${text}.md`, taskKey: 'a', text }],
            finished: taskWith({ title: text, outcome: text }),
          }),
        )
        const fences = (of: string) => of.match(/<\s*\/?\s*data\b/gi)?.length ?? 0
        // One file more than the plain one has.
        expect(fences(prompt)).toBe(fences(plain) + 2)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the files of a result', () => {
  it('are those it lists in the known form, of its own or of a part of it', () => {
    const made = { name: 'a.md', text: 'A' }
    const named = [{ ...made, taskKey: 't' }]
    expect(readArtifacts('t', { data: { artifacts: [made, { name: 1 }, 'x', null] } })).toEqual(named)
    expect(readArtifacts('t', { data: { tester: { artifacts: [made] }, other: 1 } })).toEqual(named)
    for (const data of [null, 1, 'x', [], {}, { artifacts: 'x' }]) {
      expect(readArtifacts('t', { data })).toEqual([])
    }
  })

  it('are the newest of each name', () => {
    const of = (name: string, text: string) => ({ name, taskKey: 't', text })
    expect(newestOf([of('a', '1'), of('b', '1'), of('a', '2')])).toEqual([of('b', '1'), of('a', '2')])
  })
})
