import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { diffPlans } from '../../../src-renderer/plan-diff/diff-plans.ts'
import { mergeProposal } from '../../../src-renderer/plan-diff/merge-proposal.ts'
import { takeDifferences, taskId } from '../../../src-renderer/plan-diff/take-differences.ts'

const task = (key: string, title: string, more: Partial<PlanDraft['tasks'][number]> = {}) => ({
  ...{ key, kind: 'task' as const, title, description: title, requiredSkills: ['summarization'] },
  ...{ dependsOn: [], parent: null, priority: 'medium' as const, dueAt: null, tags: [] },
  ...{ requiresApproval: false, ...more },
})
const plan = (title: string, tasks: PlanDraft['tasks']): PlanDraft => ({
  ...{ key: title, title, projectId: null, projectFolder: null, parallelLimit: 16, crew: null },
  ...{ source: 'switchyard', tasks },
})

const current = plan('Garden', [
  task('task-001', 'Plan the beds', { priority: 'high' }),
  task('task-002', 'Dig', { dependsOn: ['task-001'] }),
])

describe('what was drafted for a plan that is there', () => {
  const proposed = plan('Other', [
    task('task-001', 'plan the beds ', { description: 'With a map.' }),
    task('task-002', 'Write a guide', { dependsOn: ['task-001'] }),
    task('task-003', 'Review the guide', { dependsOn: ['task-002'] }),
  ])
  const merged = mergeProposal(current, proposed)

  it('is added under keys that are free, and linked to tasks of the same title', () => {
    expect(merged.tasks.map(({ key, title, dependsOn }) => [key, title, dependsOn])).toEqual([
      ['task-001', 'Plan the beds', []],
      ['task-002', 'Dig', ['task-001']],
      ['task-003', 'Write a guide', ['task-001']],
      ['task-004', 'Review the guide', ['task-003']],
    ])
  })

  it('says anew what to do, and leaves all else of a task and of the plan as it was', () => {
    expect(merged.tasks[0]).toMatchObject({ description: 'With a map.', priority: 'high' })
    expect(merged.title).toBe('Garden')
  })

  it('is taken in part without links to what was left', () => {
    const difference = diffPlans(current, merged)
    const review = difference.tasks.find((each) => each.kind === 'added' && each.after.key === 'task-004')
    const taken = new Set(review === undefined ? [] : [taskId(review)])
    const some = takeDifferences({ before: current, after: merged, difference }, taken)
    expect(some.tasks.map(({ key }) => key)).toEqual(['task-001', 'task-002', 'task-004'])
    expect(some.tasks[2]?.dependsOn).toEqual([])
  })

  it('changes nothing where there is nothing new', () => {
    const difference = diffPlans(current, mergeProposal(current, plan('Same', [task('a', 'Dig')])))
    expect(difference.tasks).toEqual([])
  })
})
