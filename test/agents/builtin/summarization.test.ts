import { describe, expect, it } from 'vitest'
import { answerOf, createProject, failureOf, handbook, onboardingLog } from '../builders.ts'

const requiredSkills = ['summarization']

describe('summarization', () => {
  it('summarizes the text in the task, and names the source', async () => {
    const description = `Summarize in two sentences:\n\n${onboardingLog}`
    const { text, data } = await answerOf({ title: 'Sum it up', description, requiredSkills })
    expect(text).toMatch(/^## Summary\n\n_2 of 9 sentences from 1 source, quoted verbatim\._\n\n- /)
    expect(text).toContain('_Source: `text in the task`_')
    expect(data).toMatchObject({ summarization: { of: 9, sources: ['text in the task'] } })
  })

  it('summarizes the results of dependencies, each marked with its source', async () => {
    const dependency = (key: string, text: string) =>
      ({ key, title: key, description: '', status: 'done', result: { text, data: null } }) as const
    const { text, data } = await answerOf({
      description: 'Summarize the findings',
      requiredSkills,
      dependencies: [
        dependency('scan', 'The disk of the server is full.'),
        dependency('ask', 'Nobody was paged at night.'),
        { key: 'late', title: 'late', description: '', status: 'skipped', result: null },
      ],
    })
    expect(text).toContain('- The disk of the server is full. [1]\n- Nobody was paged at night. [2]')
    expect(text).toContain('1. `result of scan`\n2. `result of ask`')
    expect(data).toMatchObject({ summarization: { sources: ['result of scan', 'result of ask'] } })
  })

  it('summarizes the results of a memory search, in the order of the source', async () => {
    const projectFolder = createProject({ 'log.md': onboardingLog, 'handbook.md': handbook })
    const { text, said } = await answerOf({
      description: 'Summarize project onboarding logs',
      requiredSkills: ['summarization', 'memory_search'],
      projectFolder,
    })
    expect(text.indexOf('## Summary')).toBeLessThan(text.indexOf('## Passages found'))
    expect(text).toContain('1. `file log.md:5`\n2. `file log.md:11`')
    expect(said.flatMap((each) => (each.type === 'progress' ? [each.percent] : []))).toEqual([50, 100])
  })

  it('falls back to a long description, then to the documents of the project', async () => {
    const description = 'The api must answer in time. It must say why it refuses. It must never lose a task.'
    expect((await answerOf({ description, requiredSkills })).text).toContain('_Source: `task description`_')
    const projectFolder = createProject({
      'docs/handbook.md': handbook,
      'data.json': '{"a": "Not a document."}',
    })
    const { text } = await answerOf({ description: 'Summarize', requiredSkills, projectFolder })
    expect(text).toContain('_Source: `file docs/handbook.md`_')
    expect(text).not.toContain('Not a document')
  })

  it('is the default for a task without skills', async () => {
    const { data } = await answerOf({ projectFolder: createProject({ 'a.md': handbook }) })
    expect(data).toMatchObject({ summarization: { sources: ['file a.md'] } })
  })

  it('quotes a text without a complete sentence unchanged', async () => {
    const { text } = await answerOf({ description: 'Summarise: one. Two. Three.', requiredSkills })
    expect(text).toContain('one. Two. Three.')
  })

  it('fails without text, and reports what it needs', async () => {
    for (const projectFolder of [null, createProject()]) {
      expect(await failureOf({ requiredSkills, projectFolder })).toEqual({
        reason: 'nothing_to_do',
        message:
          'Text to summarize is missing. Add a description, a dependency with a result, or a project folder with documents.',
      })
    }
  })

  it('reads all languages', async () => {
    const description = 'Summarize: 今日は晴れです。明日は雨が降ります。Завтра будет дождь.'
    const { data } = await answerOf({ description, requiredSkills })
    expect(data).toMatchObject({ summarization: { of: 3 } })
  })
})
