import { describe, expect, it } from 'vitest'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { blankTask } from '../../../src-main/planning/change/list-additions.ts'
import { readChange } from '../../../src-main/planning/change/read-change.ts'
import { takeSteps } from '../../../src-main/planning/change/take-steps.ts'

const task = (key: string, title: string, more: Partial<TaskDefinition> = {}): TaskDefinition => ({
  ...blankTask(key, title),
  ...more,
})

const plan: PlanDocument = {
  ...{ key: 'book', title: 'A book', projectId: null, projectFolder: null, parallelLimit: 16, crew: null },
  source: 'switchyard',
  tasks: [
    task('task-001', 'Research the market'),
    task('task-002', 'Draft', { dependsOn: ['task-001'] }),
    task('task-003', 'Review', { dependsOn: ['task-002'], requiredSkills: ['reviewing'] }),
    task('task-004', 'Publish', { dependsOn: ['task-003'] }),
    task('task-005', 'Print the cover'),
  ],
}

function change(text: string, document = plan) {
  const read = readChange(document, text)
  const taken = takeSteps(document, read.steps)
  const byTitle = new Map(taken.document.tasks.map((each) => [each.title, each]))
  const titleOf = (key: string) => taken.document.tasks.find((each) => each.key === key)?.title ?? key
  return {
    ...{ questions: read.openQuestions, leftOut: taken.leftOut },
    titles: taken.document.tasks.map(({ title }) => title),
    of: (title: string) => byTitle.get(title),
    waits: (title: string) => byTitle.get(title)?.dependsOn.map(titleOf),
  }
}

describe('a change by instruction, without a model', () => {
  it.each(['Remove Review', 'please delete the review task.', 'Drop task-003', 'take out "Review"'])(
    'removes a task, and its dependents depend on its dependencies: %s',
    (text) => {
      const { titles, waits, questions } = change(text)
      expect(titles).toEqual(['Research the market', 'Draft', 'Publish', 'Print the cover'])
      expect(waits('Publish')).toEqual(['Draft'])
      expect(questions).toEqual([])
    },
  )

  it('removes several tasks', () => {
    expect(change('Remove Draft, Review and the cover').titles).toEqual(['Research the market', 'Publish'])
    expect(change('Remove Draft and Review').waits('Publish')).toEqual(['Research the market'])
  })

  it.each([
    ['Make Publish wait for the cover', ['Review', 'Print the cover']],
    ['Publish depends on Print the cover', ['Review', 'Print the cover']],
    ['Run the cover before Publish. Publish waits for Draft', null],
    ['Publish comes after Print the cover', ['Review', 'Print the cover']],
    ['Print the cover must come before Publish', ['Review', 'Print the cover']],
    ['Publish waits only for the cover', ['Print the cover']],
    ['Publish no longer waits for Review', []],
    ['Publish should not wait for Review', []],
    ['Unlink Publish from Review', []],
  ])('adds and removes dependencies: %s', (text, expected) => {
    const { waits, questions } = change(text)
    expect(questions).toEqual([])
    expect(waits('Publish')).toEqual(expected ?? ['Review', 'Print the cover', 'Draft'])
  })

  it('makes tasks parallel', () => {
    expect(change('Run Draft and Review in parallel').waits('Review')).toEqual([])
  })

  it.each([
    ['Make Publish critical', 'critical'],
    ['Set the priority of Publish to high', 'high'],
    ['Publish is urgent', 'critical'],
    ['give Publish low priority', 'low'],
  ])('sets priorities: %s', (text, priority) => {
    expect(change(text).of('Publish')?.priority).toBe(priority)
  })

  it('changes titles, skills and gates', () => {
    const text =
      'Rename Draft to "Write it, and well"; add the skill fact checking to Review. Publish needs approval'
    const { of, titles, questions } = change(text)
    expect(questions).toEqual([])
    expect(titles).toContain('Write it, and well')
    expect(of('Review')?.requiredSkills).toEqual(['reviewing', 'fact_checking'])
    expect(of('Publish')?.requiresApproval).toBe(true)
    expect(change('Remove the skill reviewing from Review').of('Review')?.requiredSkills).toEqual([])
    expect(change('Ask me before Publish').of('Publish')?.requiresApproval).toBe(true)
  })

  it('removes a gate with its settings', () => {
    const gated = {
      ...plan,
      tasks: [
        task('a', 'Pay', { requiresApproval: true, gate: { when: 'before', quorum: 1, onExpiry: 'reject' } }),
      ],
    }
    const pay = change('Pay needs no approval', gated).of('Pay')
    expect(pay?.requiresApproval).toBe(false)
    expect(pay?.gate).toBeUndefined()
  })

  it('adds a task at a position', () => {
    const { waits, titles } = change('Add a legal check between Review and Publish')
    expect(waits('Legal check')).toEqual(['Review'])
    expect(waits('Publish')).toEqual(['Legal check'])
    expect(titles.indexOf('Legal check')).toBe(3)
    expect(change('Insert a task called Proofread after Draft').waits('Proofread')).toEqual(['Draft'])
    expect(change('Add a proof before Print the cover').waits('Print the cover')).toEqual(['Proof'])
  })

  it('adds other tasks as parts of a goal, and a task without skills if no template matches', () => {
    const guide = change('Write a guide for its readers')
    expect(guide.titles).toHaveLength(6)
    expect(guide.questions).toEqual([])
    expect(change('Add a party').of('Party')).toMatchObject({ requiredSkills: [], dependsOn: [] })
  })

  it('applies several instructions in one text', () => {
    const { titles, waits, of } = change(
      'Remove Review and make Print the cover wait for Draft, then make Publish critical',
    )
    expect(titles).not.toContain('Review')
    expect(waits('Print the cover')).toEqual(['Draft'])
    expect(of('Publish')?.priority).toBe('critical')
  })

  it('asks for the task if several or none match', () => {
    const twins = { ...plan, tasks: [...plan.tasks, task('task-006', 'Review the cover')] }
    expect(change('Remove the cover', twins).questions).toEqual([
      '“the cover” matches “Print the cover” (task-005), “Review the cover” (task-006). Which task do you mean?',
    ])
    expect(change('Remove Marketing').questions).toEqual([
      'The plan has no task “Marketing”. Which task do you mean?',
    ])
    expect(change('Make me happy').questions).toHaveLength(1)
    expect(change('Make me happy').titles).toHaveLength(5)
  })

  it('drops instructions that would create a cycle, with a note', () => {
    const { waits, leftOut } = change('Draft waits for Publish. Print the cover waits for Publish')
    expect(waits('Draft')).toEqual(['Research the market'])
    expect(waits('Print the cover')).toEqual(['Publish'])
    expect(leftOut).toEqual(['“Draft” cannot depend on “Publish”: the dependencies would form a cycle.'])
  })
})
