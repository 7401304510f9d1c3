import { describe, expect, it } from 'vitest'
import { bootTestApp } from '../support/app.ts'
import { createTempDir, planOf as planWith, taskOf } from '../support/engine.ts'

const worker = { ...{ id: 'ann', name: 'Ann', kind: 'scripted' as const, skills: ['writing'] } }
const group = { task_id: 'g', title: 'Group', description: 'All of it', required_skills: [], kind: 'group' }
const gated = {
  ...{ task_id: 'a', title: 'A', description: 'Do it', required_skills: ['writing'] },
  ...{ requires_approval: true, parent: 'g' },
}

const planOf = (projectId: string | null) => ({ ...planWith([taskOf('dig')]), projectId })

const startIn = async (client: Awaited<ReturnType<typeof bootTestApp>>['client'], project: string | null) =>
  client.runs.start({
    request: {
      ...{ plan_id: 'p', title: 'Letters', tasks: [group, gated] },
      ...(project !== null && { project_id: project }),
    } as never,
    simulate: true,
    roster: [worker],
  })

describe('projects', () => {
  it('are created by a person or by runs, the last active first', async () => {
    const { client } = await bootTestApp()
    await client.projects.create({ name: 'Summer fair' })
    await startIn(client, 'garden')
    expect(await client.projects.list()).toMatchObject([
      {
        id: 'garden',
        name: 'garden',
        runCount: 1,
        openRuns: 1,
        waiting: 1,
        newestRun: { isSimulated: true },
      },
      { id: 'summer-fair', name: 'Summer fair', runCount: 0, waiting: 0, lastActivityAt: null },
    ])
  })

  it('show the state of real runs, without simulations', async () => {
    const { client } = await bootTestApp()
    await startIn(client, 'garden')
    const request = {
      plan_id: 'p',
      project_id: 'garden',
      tasks: [{ task_id: 'a', description: 'Dig', required_skills: ['digging'] }],
    }
    await client.runs.start({ request })
    const [garden] = await client.projects.list()
    expect(garden).toMatchObject({ runCount: 2, lastRuns: ['waiting'], newestRun: { isSimulated: false } })
  })

  it('can be renamed, given a folder and archived, even if only a run named them', async () => {
    const { client } = await bootTestApp()
    await startIn(client, 'garden')
    const folder = createTempDir()
    await client.projects.change({ id: 'garden', name: 'The garden', folder })
    await client.projects.change({ id: 'garden', isArchived: true })
    const [garden] = await client.projects.list()
    expect(garden).toMatchObject({ id: 'garden', name: 'The garden', folder })
    expect(garden?.archivedAt).not.toBeNull()
    await expect(client.projects.change({ id: 'ghost', name: 'x' })).rejects.toMatchObject({
      code: 'E_NOT_FOUND',
    })
    await expect(client.projects.change({ id: 'garden', folder: '/not/there' })).rejects.toMatchObject({
      code: 'E_FILE',
    })
  })

  it('with equal names have different ids, and each id is used once', async () => {
    const { client } = await bootTestApp()
    const first = await client.projects.create({ name: 'Fair!' })
    const second = await client.projects.create({ name: 'fair' })
    expect([first.id, second.id]).toEqual(['fair', 'fair-2'])
    await expect(client.projects.create({ name: 'x', id: 'fair' })).rejects.toMatchObject({
      code: 'E_DUPLICATE_ID',
    })
  })

  it("contain the runs that start in them, with their folder; a plan's own project has priority", async () => {
    const { client } = await bootTestApp()
    const { planIds } = await client.plans.publish({ documents: [planOf(null), planOf('garden')] })
    await client.projects.create({ name: 'Fair' })
    for (const planId of planIds) await client.runs.start({ planId, projectId: 'fair' })
    const ids = (await client.runs.list({})).map(({ projectId }) => projectId)
    expect(ids.toSorted()).toEqual(['fair', 'garden'])
    expect(await client.runs.list({ projectId: 'fair' })).toHaveLength(1)
  })

  it('and their counts are restored from the log', async () => {
    const { client } = await bootTestApp()
    await client.projects.create({ name: 'Fair' })
    const { runId } = await startIn(client, 'fair')
    const [gate] = await client.inbox.list()
    const { approvalId = '', hash = '' } = gate ?? {}
    await client.runs.answerApproval({ approvalId, hash, answer: 'reject', note: 'No' })
    const { run } = await client.runs.get({ runId })
    expect(run).toMatchObject({ status: 'failed', isRejected: true, taskCount: 2 })
    expect(Object.values(run.groupCounts).reduce((sum, count) => sum + count, 0)).toBe(1)
    expect((await client.audit.replay()).equal).toBe(true)
  })
})
