import { describe, expect, it } from 'vitest'
import { createBuiltinAdapter } from '../../../src-main/agents/builtin/adapter.ts'
import { noDrafter } from '../../../src-main/agents/builtin/drafter.ts'
import { createManualClock } from '../../../src-main/base/clock.ts'
import type { AttemptSignal } from '../../../src-main/engine/ports.ts'
import { taskResultSchema } from '../../../src-shared/model/runs/attempt.ts'
import {
  answerOf,
  collect,
  contextOf,
  createProject,
  createTestKnowledge,
  failureOf,
  handbook,
} from '../builders.ts'

const createAdapter = () =>
  createBuiltinAdapter({ knowledge: createTestKnowledge().knowledge, clock: createManualClock() })
const all = ['summarization', 'reflection', 'context_analysis', 'memory_search']

describe('the built-in adapter', () => {
  it('fails for a skill without an ability, and names the skill', async () => {
    const said = await collect(
      createAdapter(),
      contextOf({ requiredSkills: ['summarization', 'translation'] }),
    )
    expect(said).toEqual([
      {
        type: 'failure',
        failure: {
          reason: 'agent_error',
          message:
            'Built-in agents do not have these skills: translation. Their skills are: memory_search, research, context_analysis, reflection, ' +
            'summarization, comparison, purchase, communication, send_email, review, workshopper, project_manager, backend_developer, ' +
            'frontend_developer, technical_writer, tester, escalation.',
        },
      },
    ])
  })

  it.each([
    ['the work is stopped right after', 'Stopped'],
    ['the work breaks', 'Without a model'],
  ])('reports the cost of a draft even if %s', async (_, fault) => {
    const spent = { amountMinor: 7, currency: 'USD' }
    const files = [{ name: 'a.md', text: 'A', mediaType: 'text/markdown' }]
    const stop = new AbortController()
    const drafter = {
      ...noDrafter,
      draftFiles: async () => {
        if (fault !== 'Stopped') return { draft: null, model: 'm', failure: 'Out of words', spent }
        stop.abort(new Error('Stopped'))
        return { draft: { files, said: 'Made.', missing: '' }, model: 'm', failure: null, spent }
      },
    }
    const { knowledge } = createTestKnowledge()
    const adapter = createBuiltinAdapter({ knowledge, clock: createManualClock(), drafter })
    const answers = [{ question: 'Which?', text: 'A ship', values: null }]
    const context = contextOf({ requiredSkills: ['backend_developer'], description: 'A ship', answers })
    const said: AttemptSignal[] = []
    const listen = async () => {
      for await (const each of adapter.start(context, stop.signal)) said.push(each)
    }
    await expect(listen()).rejects.toThrow(fault)
    expect(said).toEqual([{ type: 'usage', spent }])
  })

  it('runs each required ability once, gathering before condensing, and composes one result', async () => {
    const earlier = { seq: 1, at: 0, type: 'agent.registered', runId: null, taskKey: null, body: {} }
    const { text, data, said } = await answerOf(
      {
        description: 'Summarize access requests',
        requiredSkills: [...all, 'summarization'],
        projectFolder: createProject({ 'a.md': handbook }),
      },
      { events: [earlier] },
    )
    expect(Object.keys(Object(data))).toEqual([
      'memory_search',
      'context_analysis',
      'reflection',
      'summarization',
    ])
    expect(text.match(/^## .*$/gm)).toEqual([
      '## Summary',
      '## Passages found',
      '## Inputs of this task',
      '## Recent activity',
    ])
    const percents = said.flatMap((each) => (each.type === 'progress' ? [each.percent] : []))
    expect(percents).toEqual([25, 50, 75, 100])
    expect(said.filter(({ type }) => type === 'result')).toHaveLength(1)
  })

  it('reads the project once, and logs it once', async () => {
    const { logs } = await answerOf({
      requiredSkills: all,
      projectFolder: createProject({ 'a.md': handbook }),
    })
    expect(logs.filter((line) => line.startsWith('Read 1 text file'))).toHaveLength(1)
  })

  it('fails a task without any input, and reports what the last ability needs', async () => {
    expect(await failureOf({ title: '', requiredSkills: all })).toMatchObject({
      reason: 'nothing_to_do',
      message: expect.stringMatching(/^Text to summarize is missing\./),
    })
  })

  it('completes the possible parts when an earlier ability found nothing, and reports the gap', async () => {
    const { text } = await answerOf({
      title: '',
      description: 'One is here. Two is here. Three is here.',
      requiredSkills: ['reflection', 'summarization'],
    })
    expect(text).toContain('One is here.')
    expect(text).toContain('Earlier work is missing')
  })

  it('returns data that can be stored', async () => {
    const projectFolder = createProject({ 'a.md': handbook })
    const { text, data } = await answerOf({ title: 'Access', requiredSkills: all, projectFolder })
    expect(taskResultSchema.parse({ text, data })).toEqual({ text, data })
    expect(JSON.parse(JSON.stringify(data))).toEqual(data)
  })

  it('stops when it is aborted, before and during its work', async () => {
    const before = new AbortController()
    before.abort(new Error('cancelled'))
    await expect(collect(createAdapter(), contextOf(), before.signal)).rejects.toThrow('cancelled')

    const files = Object.fromEntries(
      Array.from({ length: 5 }, (_, index) => [`${index}.md`, 'word '.repeat(50_000)]),
    )
    const controller = new AbortController()
    const context = contextOf({ title: 'word', requiredSkills: all, projectFolder: createProject(files) })
    const knowledge = {
      ...createTestKnowledge().knowledge,
      searchMemory: () => {
        controller.abort(new Error('cancelled while it works'))
        return []
      },
    }
    const adapter = createBuiltinAdapter({ knowledge, clock: createManualClock() })
    await expect(collect(adapter, context, controller.signal)).rejects.toThrow('cancelled while it works')
  })
})
