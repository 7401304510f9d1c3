import { expect, it } from 'vitest'
import { createModelDecider } from '../../src-main/app/models/decider.ts'
import { createDrafter } from '../../src-main/app/models/drafter.ts'
import { createPlanChanger } from '../../src-main/app/models/plan-changer.ts'
import { createPlanner } from '../../src-main/app/models/planner.ts'
import type { Models } from '../../src-main/models/port.ts'
import { blankTask } from '../../src-main/planning/change/list-additions.ts'
import type { PlanDocument } from '../../src-shared/model/plan.ts'
import { contextWith } from '../decisions/scene.ts'
import { type Asked, type Turn, turns } from '../support/fake-model-server.ts'
import { entryAt, modelsFor, openServer } from './harness.ts'

const { signal } = new AbortController()
const typesOf = () => ['technical_writer', 'tester']
const newId = () => '1'

const systemOf = ({ body }: Asked): string => body.messages[0]?.content ?? ''

/** Answers with the example in the system prompt. */
const givesTheExample: Turn = (response, asked) => {
  const [, example = ''] = /^# Example\n[\s\S]*?\nAnswer:\n(\{.*\})$/m.exec(systemOf(asked)) ?? []
  turns.says(example)(response, asked)
}

const hard = {
  ...{ title: 'Move', description: 'Move it.', agent_type: 'tester', depends_on: [], priority: 'medium' },
  ...{ estimate_minutes: null, done_when: 'it is moved', needs_approval: false },
  ...{ complexity: 9, complexity_reason: 'Much is unknown.' },
}
const document: PlanDocument = {
  ...{ key: 'book', title: 'A book', projectId: null, projectFolder: null, parallelLimit: 16, crew: null },
  source: 'switchyard',
  tasks: [blankTask('a', 'Write the guide'), { ...blankTask('b', 'Publish the guide'), dependsOn: ['a'] }],
}
const goal = { goal: 'A guide', answers: [] }

const drafts = (models: Models) => createDrafter({ models, typesOf })

/** Each request to a model that has instructions of its own, with the turns before the answer. */
const requests: [name: string, ask: (models: Models) => Promise<unknown>, before: readonly Turn[]][] = [
  ['a decision', (models) => createModelDecider(models)(contextWith(), signal), []],
  ['a scope', (models) => drafts(models).draftScope({ goal: 'A', files: ['b'], answers: 'C' }, signal), []],
  ['deliverables', (models) => drafts(models).draftPlan({ goal: 'A', scope: 'B', answers: '' }, signal), []],
  [
    'files',
    (models) => drafts(models).draftFiles({ role: 'A', task: 'B', goal: 'C', files: [] }, signal),
    [],
  ],
  ['a judgement', (models) => drafts(models).judge({ task: 'A', question: null, parts: [] }, signal), []],
  ['tasks', (models) => createPlanner({ models, newId, typesOf })(goal), []],
  [
    'parts',
    (models) => createPlanner({ models, newId, typesOf })(goal),
    [turns.json({ title: 'A', tasks: [hard], open_questions: [] })],
  ],
  ['a change', (models) => createPlanChanger({ models, typesOf })({ document, change: 'Add a review' }), []],
]

it.each(requests)(
  'the instructions for %s have rules, and an example that is a valid answer',
  async (_, ask, before) => {
    const server = await openServer([...before, givesTheExample, ...before, givesTheExample])
    const entry = entryAt(server.baseURL)
    const use = { planning: entry.name, deciding: entry.name, working: entry.name }
    const models = modelsFor(entry, { settings: () => ({ entries: [entry], use }) })
    const first = await ask(models)
    expect(first).toMatchObject({ model: 'local/fake' })
    expect(JSON.stringify(first)).not.toContain('valid JSON')
    // An answer that does not fit the schema would be asked for again.
    expect(server.asked).toHaveLength(before.length + 1)
    const last = server.asked.at(-1)
    const titles = (last === undefined ? '' : systemOf(last)).match(/^# .*/gm)
    expect(titles).toEqual([
      '# Rules',
      '# Missing information',
      '# Example',
      '# Data blocks',
      '# Answer format',
    ])
    expect(last === undefined ? '' : systemOf(last)).toMatch(/^You are [^.]*\.\n\n# Rules\n\n- /)

    expect(await ask(models)).toEqual(first)
    const bodies = server.asked.map(({ body }) => body)
    expect(bodies.slice(bodies.length / 2)).toEqual(bodies.slice(0, bodies.length / 2))
  },
)
