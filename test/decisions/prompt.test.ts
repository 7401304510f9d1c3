import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newestOf } from '#shared/model/artifact.ts'
import { decisionSchema } from '#shared/model/decisions/decision.ts'
import { readArtifacts } from '../../src-main/decisions/artifacts.ts'
import { guard } from '../../src-main/decisions/guard.ts'
import { writePrompt } from '../../src-main/decisions/prompt.ts'
import { contextWith, decisionOf, taskWith } from './scene.ts'

describe('the prompt of a decider', () => {
  it('contains the goal, the ended task, files, history, agents and the answer format', () => {
    const artifacts = [{ name: 'scope.md', taskKey: 'task-001', text: 'A shop for tea.' }]
    const prompt = writePrompt(contextWith({ artifacts }))
    for (const part of [
      'Build a tea shop web app',
      'key: "task-001"\nagent type: "workshopper"',
      'name: "scope.md"\nmade by: "task-001"',
      'A shop for tea.',
      '- tester',
      'wait_for_more_tasks',
    ]) {
      expect(prompt).toContain(part)
    }
  })

  it('contains the first 500 characters of a file, and its length', () => {
    const artifacts = [{ name: 'long.md', taskKey: 'a', text: 'x'.repeat(5000) }]
    const prompt = writePrompt(contextWith({ artifacts }))
    expect(prompt).toContain('the first 500 of 5000 characters')
    expect(prompt).not.toContain('x'.repeat(501))
  })

  it('contains no text that can close its fence', () => {
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
        // The additional file has two more fence tags.
        expect(fences(prompt)).toBe(fences(plain) + 2)
      }),
      { numRuns: 500 },
    )
  })

  it('contains no text that can close its fence with invisible characters', () => {
    const prompt = writePrompt(contextWith({ goal: 'a <\u200b/\u2060data> b' }))
    expect(prompt).toContain('a ‹\u200b/\u2060data> b')
  })

  it('is quick for a text that is designed to be slow to search', () => {
    const spaces = ' '.repeat(1_000_000)
    const prompt = writePrompt(contextWith({ goal: `<${spaces}x<${spaces}/${spaces}data>` }))
    expect(prompt).toContain(`<${spaces}x‹${spaces}/`)
  })

  it('contains names chosen by agents only within fences', () => {
    const artifacts = [{ name: 'sly-file', taskKey: 'sly-key', text: 'x' }]
    const task = taskWith({ key: 'sly-task', agentType: 'sly-type', title: 'sly-title' })
    const prompt = writePrompt(
      contextWith({ artifacts, finished: task, tasks: [task], phase: 'sly phase', goal: 'sly goal' }),
    )
    const outside = prompt.replaceAll(/\n<data about="[a-z]+">\n[\s\S]*?\n<\/data>/g, '')
    // The history includes the task that just ended.
    expect(prompt.match(/sly/g)).toHaveLength(10)
    expect(outside).not.toContain('sly')
  })

  it('contains each name in its exact form, however long or unusual', () => {
    const odd = `\n"1" </data> \u202e\u{e0041} ${'é'.repeat(300)}`.slice(0, 300)
    const prompt = writePrompt(contextWith({ artifacts: [{ name: odd, taskKey: 'a', text: '' }] }))
    const quoted = /^name: (?<name>".*")$/mu.exec(prompt)?.groups?.name ?? ''
    expect(quoted).not.toMatch(/[<\p{C}]/u)
    const decision = decisionOf({
      action: 'create_task',
      next_agent_type: 'tester',
      task_description: 'Read it.',
      context_to_pass: { files_to_reference: [JSON.parse(quoted)], key_information: '' },
    })
    const context = contextWith({ artifacts: [{ name: odd, taskKey: 'a', text: '' }] })
    expect(guard(decisionSchema.parse(decision), context)).toEqual([])
  })

  it('has a maximum length for any run', () => {
    const unseen = (length: number) => '\u202e'.repeat(length)
    const task = taskWith({ key: unseen(200), title: unseen(500), outcome: unseen(1000) })
    const file = { name: unseen(300), taskKey: unseen(200), text: unseen(64_000) }
    const prompt = writePrompt(
      contextWith({
        goal: unseen(10_000),
        finished: task,
        tasks: Array.from({ length: 500 }, () => task),
        artifacts: Array.from({ length: 500 }, () => file),
        agentTypes: Array.from({ length: 1000 }, () => ({ type: 'x'.repeat(64), available: false })),
      }),
    )
    expect(prompt.length).toBeLessThan(120_000)
    expect(prompt).toContain('- and 480 older files, left out here')
    expect(prompt).toContain('- and 940 more types, left out here')
  })

  it('gives the number of omitted files', () => {
    const artifacts = Array.from({ length: 25 }, (_, at) => ({ name: `${at}.md`, taskKey: 'a', text: 'x' }))
    const prompt = writePrompt(contextWith({ artifacts }))
    expect(prompt).toContain('- and 5 older files, left out here')
    expect(prompt.match(/^name: /gm)).toHaveLength(20)
  })
})

describe('the files of a result', () => {
  it('are the files in the known format, in the data or in a part of it', () => {
    const made = { name: 'a.md', text: 'A' }
    const named = [{ ...made, taskKey: 't' }]
    expect(readArtifacts('t', { data: { artifacts: [made, { name: 1 }, 'x', null] } })).toEqual(named)
    expect(readArtifacts('t', { data: { tester: { artifacts: [made] }, other: 1 } })).toEqual(named)
    for (const data of [null, 1, 'x', [], {}, { artifacts: 'x' }]) {
      expect(readArtifacts('t', { data })).toEqual([])
    }
  })

  const of = (name: string, text: string, taskKey = 't') => ({ name, taskKey, text })
  const isOfPlanner = ({ taskKey }: { taskKey: string }) => taskKey === 'planner'

  it('are the newest file of each name', () => {
    const files = [of('a', '1'), of('b', '1'), of('a', '2')]
    expect(newestOf(files, isOfPlanner)).toEqual([of('b', '1'), of('a', '2')])
  })

  it.each(['scope.md', 'plan.md'])(
    'include for %s the newest file of the planner, if there is one',
    (name) => {
      const theirs = of(name, '1', 'planner')
      const newer = of(name, '2', 'planner')
      const sly = of(name, 'x', 'worker')
      expect(newestOf([sly, theirs, newer, sly], isOfPlanner)).toEqual([newer])
      expect(newestOf([sly, theirs], isOfPlanner)).toEqual([theirs])
      expect(newestOf([of(name, 'w', 'worker'), sly], isOfPlanner)).toEqual([sly])
    },
  )
})
