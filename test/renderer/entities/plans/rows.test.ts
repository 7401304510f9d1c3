import { describe, expect, it } from 'vitest'
import { filterRows, rowsOf, rowsOfProject } from '../../../../src-renderer/features/plans/rows.ts'
import type { DraftView } from '../../../../src-shared/contract/plans/drafts.ts'
import type { ListedPlan } from '../../../../src-shared/contract/plans/plans.ts'
import { planOf, taskOf } from '../../../support/engine.ts'

const plan = (id: string, over: Partial<ListedPlan> = {}): ListedPlan => ({
  ...{ id, line: id, version: 1, label: null, key: id, title: id, source: 'switchyard', projectId: null },
  ...{ taskCount: 2, runnable: true, createdAt: 10, removedAt: null, lastRun: null, ...over },
})
const draft = (id: string, planId: string | null, over: Partial<DraftView> = {}): DraftView => ({
  ...{ id, planId, line: planId, title: id, projectId: null, taskCount: 3, revision: 1 },
  ...{ createdAt: 0, updatedAt: 20, ...over },
})
const document = planOf([taskOf('a')])
const samples = [{ id: 'onboarding', title: 'Onboarding', description: '', document, isSimulation: false }]

describe('the list of plans', () => {
  it('shows the newest draft of a plan with the plan, and other drafts separately', () => {
    const drafts = [draft('new', 'plan_1'), draft('older', 'plan_1'), draft('alone', null)]
    const rows = rowsOf({ plans: [plan('plan_1', { title: 'Garden' })], drafts, samples: [] })
    expect(rows.map(({ id, kind, title, draftId }) => [id, kind, title, draftId])).toEqual([
      ['plan_1', 'plan', 'new', 'new'],
      ['older', 'draft', 'older', 'older'],
      ['alone', 'draft', 'alone', 'alone'],
    ])
    expect(rows[0]).toMatchObject({ tasks: 3, changedAt: 20, version: 1 })
  })

  it('contains the plans of a project, and plans without a project', () => {
    const plans = [plan('a', { projectId: 'home' }), plan('b', { projectId: 'work' }), plan('c')]
    const rows = rowsOf({ plans, drafts: [], samples })
    expect(rowsOfProject(rows, 'home').map(({ id }) => id)).toEqual(['a', 'c', 'onboarding'])
    expect(rowsOfProject(rows, null)).toBe(rows)
  })

  it('is filtered by kind, where a plan with a draft counts as both, and by words in any order', () => {
    const plans = [plan('plan_1', { title: 'Herb garden', projectId: 'home' }), plan('plan_2')]
    const rows = rowsOf({ plans, drafts: [draft('d', 'plan_2')], samples })
    const ids = (kind: 'all' | 'plan' | 'draft' | 'sample', search = '') =>
      filterRows(rows, { kind, search }).map(({ id }) => id)
    expect(ids('all')).toEqual(['plan_1', 'plan_2', 'onboarding'])
    expect(ids('draft')).toEqual(['plan_2'])
    expect(ids('sample')).toEqual(['onboarding'])
    expect(ids('plan')).toEqual(['plan_1', 'plan_2'])
    expect(ids('all', 'HOME herb')).toEqual(['plan_1'])
  })
})
