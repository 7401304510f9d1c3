import { describe, expect, it } from 'vitest'
import { isRunOver } from '../../src-shared/model/runs/run.ts'
import { bootTestApp } from '../support/app.ts'
import { planOf, taskOf } from '../support/engine.ts'
import { serveRest } from './rest.ts'

const garden = planOf([taskOf('dig')], { key: 'garden', title: 'Garden' })

async function keep(title = 'Garden') {
  const app = await bootTestApp()
  const { client } = app
  const { planIds } = await client.plans.publish({ documents: [{ ...garden, title }] })
  return { client, planId: planIds[0] ?? '' }
}

const titlesOf = async ({ client }: Awaited<ReturnType<typeof keep>>) =>
  (await client.plans.list()).map(({ title }) => title)

describe('a published plan', () => {
  it('is renamed by its next version', async () => {
    const kept = await keep()
    const { client, planId } = kept
    const { planIds } = await client.plans.publish({
      documents: [{ ...garden, title: 'Allotment' }],
      replaces: planId,
    })
    expect(await titlesOf(kept)).toEqual(['Allotment'])
    expect(planIds).not.toContain(planId)
  })

  it('is changed once: a client with an outdated version gets a refusal, and nothing is lost', async () => {
    const kept = await keep()
    const { client, planId } = kept
    const change = (title: string) =>
      client.plans.publish({ documents: [{ ...garden, title }], replaces: planId })
    await change('First')
    await expect(change('Second')).rejects.toMatchObject({ code: 'E_STATE' })
    expect(await titlesOf(kept)).toEqual(['First'])
  })

  it('is not listed after its removal, and its runs keep their version', async () => {
    const kept = await keep()
    const { client, planId } = kept
    const { runId } = await client.runs.start({
      planId,
      simulate: true,
      roster: [{ id: 'ann', name: 'Ann', kind: 'scripted', skills: [] }],
    })
    await client.plans.remove({ planId })
    expect(await titlesOf(kept)).toEqual([])
    for await (const { run } of await client.runs.watch({ runId })) if (isRunOver(run.status)) break
    expect((await client.runs.get({ runId })).run).toMatchObject({ title: 'Garden', status: 'done' })
    const again = await client.runs.start({ againRunId: runId })
    expect((await client.runs.get({ runId: again.runId })).run.title).toBe('Garden')
    expect((await client.plans.get({ planId })).document.title).toBe('Garden')
    await expect(client.plans.remove({ planId })).rejects.toMatchObject({ code: 'E_STATE' })
    await expect(client.plans.remove({ planId: 'plan_none' })).rejects.toMatchObject({ code: 'E_NOT_FOUND' })
  })

  it('remains a part of the plans that refer to it by id', async () => {
    const { client, planId } = await keep()
    await client.plans.remove({ planId })
    const request = {
      plan_id: 'whole',
      tasks: [
        {
          task_id: 'part',
          description: 'The garden',
          required_skills: [],
          kind: 'group' as const,
          sub_plan: planId,
        },
      ],
    }
    const { runId } = await client.runs.start({ request })
    expect((await client.runs.get({ runId })).tasks.map(({ key }) => key)).toContain('part/dig')
  })

  it('is removed over REST, and a repeated request gets the same answer', async () => {
    const { call } = await serveRest()
    const { body } = await call('POST', '/api/v1/plans', { documents: [garden] })
    const path = `/api/v1/plans/${body.planIds[0]}`
    const id = { 'idempotency-key': 'gone-1' }
    for (const _ of [1, 2]) expect(await call('DELETE', path, undefined, id)).toMatchObject({ status: 200 })
    const refused = { status: 409, body: { error: { code: 'E_STATE' } } }
    expect(await call('DELETE', path)).toMatchObject(refused)
    expect(await call('DELETE', path, undefined, { 'idempotency-key': 'gone-2' })).toMatchObject(refused)
    const next = { documents: [garden], replaces: body.planIds[0] }
    expect(await call('POST', '/api/v1/plans', next, { 'idempotency-key': 'next' })).toMatchObject(refused)
  })
})
