import { describe, expect, it } from 'vitest'
import {
  changeDraft,
  documentsOf,
  noDrafts,
  reportOf,
  undoDraft,
} from '../../../src-renderer/features/import/drafts.ts'
import type { ImportReport } from '../../../src-shared/contract/plans/plans.ts'
import { planOf, taskOf } from '../../support/engine.ts'

const looped = planOf([taskOf('a', { dependsOn: ['b'] }), taskOf('b', { dependsOn: ['a'] })])
const mended = planOf([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
const other = planOf([taskOf('x')], { key: 'other' })
const counts = { tasks: 2, edges: 2, roots: 0, longestPath: null, cycles: 1, dangling: 0 }
const about = { title: 'Plan', planId: null, withSubtasks: { nodes: 2, edges: 2 } }
const report: ImportReport = {
  format: 'switchyard',
  plans: [
    { key: 'plan-1', ...about, ...counts, document: looped },
    { key: 'other', ...about, ...counts, document: other },
  ],
  warnings: [],
}

describe('the drafts of an import', () => {
  it('are the plans of the file until one is fixed', () => {
    expect(documentsOf(report, noDrafts)).toEqual([looped, other])
    expect(reportOf(report, noDrafts)).toBe(report)
    const drafts = changeDraft(noDrafts, 0, { id: '1', document: mended })
    expect(documentsOf(report, drafts)).toEqual([mended, other])
    expect(reportOf(report, drafts).plans).toMatchObject([
      { cycles: 0, longestPath: 2, edges: 1, roots: 1 },
      { cycles: 1 },
    ])
  })

  it('drop the findings of cycles when none is left, and no others', () => {
    const warnings = ['cycle', 'duplicate_id'].map((code) => ({ code, where: 'task 2', message: code }))
    const [plan] = report.plans
    const one = { ...report, plans: plan === undefined ? [] : [plan], warnings }
    const half = changeDraft(noDrafts, 0, { id: '1', document: looped })
    expect(reportOf(one, half).warnings).toEqual(warnings)
    const whole = changeDraft(noDrafts, 0, { id: '1', document: mended })
    expect(reportOf(one, whole).warnings.map(({ code }) => code)).toEqual(['duplicate_id'])
  })

  it('undo step by step to the content of the file', () => {
    const once = changeDraft(noDrafts, 0, { id: '1', document: mended })
    const twice = changeDraft(once, 0, { id: '2', document: other })
    expect(documentsOf(report, undoDraft(twice, 0))).toEqual([mended, other])
    expect(undoDraft(undoDraft(twice, 0), 0)).toEqual(noDrafts)
  })
})
