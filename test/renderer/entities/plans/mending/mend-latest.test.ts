import { describe, expect, it } from 'vitest'
import { fixLatest } from '../../../../../src-renderer/entities/plans/fixes/plan-fixes.tsx'
import type { PlanDocument } from '../../../../../src-shared/model/plan.ts'
import { planOf, taskOf } from '../../../../support/engine.ts'

const plan = planOf([taskOf('a')], { title: 'Plan' })
const mended = (document: PlanDocument) => ({ ...document, parallelLimit: 3 })

describe('a pending fix', () => {
  it('is applied to the plan that it was requested for', async () => {
    expect(
      await fixLatest(
        () => plan,
        async (document) => mended(document),
      ),
    ).toEqual(mended(plan))
  })

  it('is applied again to a plan that changed meanwhile, keeping the change', async () => {
    let shown = plan
    const sent: string[] = []
    const result = await fixLatest(
      () => shown,
      async (document) => {
        sent.push(document.title)
        if (sent.length === 1) shown = { ...plan, title: 'Renamed' }
        return mended(document)
      },
    )
    expect(sent).toEqual(['Plan', 'Renamed'])
    expect(result).toMatchObject({ title: 'Renamed', parallelLimit: 3 })
  })

  it('is given up if the plan changes each time, or is closed', async () => {
    let shown: PlanDocument | null = plan
    const change = async (document: PlanDocument) => {
      shown = { ...document }
      return mended(document)
    }
    expect(await fixLatest(() => shown, change)).toBeNull()
    const close = async (document: PlanDocument) => {
      shown = null
      return mended(document)
    }
    expect(await fixLatest(() => shown, close)).toBeNull()
  })
})
