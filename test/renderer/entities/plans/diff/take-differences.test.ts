import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { diffPlans } from '../../../../../src-renderer/entities/plans/diff/diff-plans.ts'
import { listIds, takeDifferences } from '../../../../../src-renderer/entities/plans/diff/take-differences.ts'
import { blankTask } from '../../../../../src-renderer/entities/plans/edits/tasks.ts'

const planOf = (tasks: Readonly<Record<string, readonly string[]>>): PlanDraft => ({
  ...{ key: 'p', title: 'P', projectId: null, projectFolder: null, parallelLimit: 16, crew: null },
  source: 'switchyard',
  tasks: Object.entries(tasks).map(([key, dependsOn]) => ({
    ...blankTask(key, key),
    dependsOn: [...dependsOn],
  })),
})
const linksOf = ({ tasks }: PlanDraft) =>
  Object.fromEntries(tasks.map(({ key, dependsOn }) => [key, dependsOn]))

function take(before: PlanDraft, after: PlanDraft, ids: readonly string[]) {
  const difference = diffPlans(before, after)
  expect(listIds(difference)).toEqual(expect.arrayContaining([...ids]))
  const { document, leftOut } = takeDifferences({ before, after, difference }, new Set(ids))
  return { links: linksOf(document), leftOut }
}

describe('a selected part of a difference', () => {
  it('without the replacing link of a removed task keeps its dependents linked', () => {
    const [before, after] = [planOf({ a: [], b: ['a'], c: ['b'] }), planOf({ a: [], c: ['a'] })]
    expect(take(before, after, ['removed b']).links).toEqual({ a: [], c: ['a'] })
  })

  it('without a task between two others keeps these linked', () => {
    const before = planOf({ a: [], c: ['a'], d: [] })
    const after = planOf({ a: [], b: ['a'], c: ['b'], d: ['c'] })
    expect(take(before, after, ['changed c', 'changed d']).links).toEqual({ a: [], c: ['a'], d: ['c'] })
  })

  it('drops a link that would create a cycle with the remaining plan, and names it', () => {
    const [before, after] = [planOf({ a: [], b: ['a'], c: ['b'] }), planOf({ a: ['c'], b: [], c: ['b'] })]
    expect(take(before, after, ['changed a'])).toEqual({
      links: { a: [], b: ['a'], c: ['b'] },
      leftOut: [{ from: 'c', to: 'a' }],
    })
    expect(take(before, after, ['changed a', 'changed b']).leftOut).toEqual([])
  })

  it('never contains a cycle or a link to a missing task', () => {
    const before = planOf({ a: [], b: ['a'], c: ['b'], d: ['c'] })
    const after = planOf({ d: [], e: ['d'], c: ['e'], a: ['c'] })
    const ids = listIds(diffPlans(before, after))
    for (let choice = 0; choice < 2 ** ids.length; choice += 1) {
      const chosen = ids.filter((_, bit) => (choice >> bit) % 2 === 1)
      const { links } = take(before, after, chosen)
      const order: string[] = []
      while (order.length < Object.keys(links).length) {
        const next = Object.keys(links).find(
          (key) => !order.includes(key) && links[key]?.every((from) => order.includes(from)),
        )
        expect(next, `${chosen.join(', ')}: ${JSON.stringify(links)}`).toBeDefined()
        order.push(next ?? '')
      }
    }
  })
})
