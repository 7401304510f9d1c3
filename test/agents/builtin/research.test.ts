import { describe, expect, it } from 'vitest'
import { answerOf, createProject, failureOf, handbook, onboardingLog } from '../builders.ts'

const requiredSkills = ['research']

describe('research', () => {
  it('ranks passages of memory and files about a topic, each with its source', async () => {
    const projectFolder = createProject({ 'log.md': onboardingLog, 'handbook.md': handbook })
    const note = { id: 'mem_1', type: 'note', createdAt: 0, text: 'Access requests wait for approvers.' }
    const { data, text, logs } = await answerOf(
      { description: 'Research access requests', requiredSkills, projectFolder },
      { memories: [note] },
    )
    expect(data).toMatchObject({ research: { query: 'access requests', words: ['access', 'requests'] } })
    expect(text).toContain('`memory mem_1`')
    expect(text).toContain('`file handbook.md:5`')
    expect(logs.at(-1)).toContain('No network was used.')
  })

  it('excludes passages that share only a common word, and logs of the question itself', async () => {
    const projectFolder = createProject({ 'a.md': '# Beaches\n\nThe best beach for research is in Spain.\n' })
    const log = { id: 'mem_1', type: 'build_log', createdAt: 0, text: '{"plan_id":"research best laptops"}' }
    const { text, data } = await answerOf(
      { title: 'Research best laptops', description: 'Research best laptops', requiredSkills, projectFolder },
      { memories: [log] },
    )
    expect(data).toMatchObject({ research: { findings: [] } })
    expect(text).toContain('Nothing found in memory and project files about “best laptops”')
  })

  it('fails a task without a topic', async () => {
    expect(await failureOf({ title: '', requiredSkills })).toMatchObject({
      reason: 'nothing_to_do',
      message: expect.stringMatching(/^Topic is missing\./),
    })
  })
})
