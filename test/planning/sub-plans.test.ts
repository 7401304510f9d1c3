import { describe, expect, it } from 'vitest'
import { expandSubPlans } from '../../src-main/planning/sub-plans.ts'
import type { PlanDocument } from '../../src-shared/model/plan.ts'
import { planOf, taskOf } from '../support/engine.ts'

const group = (key: string, subPlan: string) => taskOf(key, { kind: 'group', subPlan })
const library: Record<string, PlanDocument> = {
  plan_ship: planOf([taskOf('pack'), taskOf('send', { dependsOn: ['pack'] }), group('tell', 'plan_tell')]),
  plan_tell: planOf([taskOf('mail')]),
  plan_loop: planOf([group('again', 'plan_loop')]),
}
const expand = (plan: PlanDocument) => expandSubPlans(plan, (id) => library[id] ?? null)

describe('a sub-plan', () => {
  it('is below the task that names it, with its own dependencies, at any depth', () => {
    const plan = planOf([
      taskOf('make'),
      { ...group('ship', 'plan_ship'), dependsOn: ['make'] },
      taskOf('rest', { dependsOn: ['ship'] }),
    ])
    const expanded = expand(plan)
    if (!expanded.ok) throw new Error(expanded.error.message)
    const { tasks } = expanded.value
    expect(tasks.map(({ key, parent, dependsOn }) => [key, parent, dependsOn])).toEqual([
      ['make', null, []],
      ['ship', null, ['make']],
      ['ship/pack', 'ship', []],
      ['ship/send', 'ship', ['ship/pack']],
      ['ship/tell', 'ship', []],
      ['ship/tell/mail', 'ship/tell', []],
      ['rest', null, ['ship']],
    ])
    expect(tasks.some((task) => 'subPlan' in task)).toBe(false)
  })

  it('that contains itself is refused with the path', () => {
    const refused = expand(planOf([group('a', 'plan_loop')]))
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'E_DEP_CYCLE', message: expect.stringContaining('plan_loop → plan_loop') },
    })
  })

  it('that does not exist is refused by name', () => {
    const refused = expand(planOf([group('a', 'plan_none')]))
    expect(refused).toMatchObject({ ok: false, error: { code: 'E_DEP_UNKNOWN' } })
  })
})
