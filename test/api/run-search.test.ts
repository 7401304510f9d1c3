import { describe, expect, it } from 'vitest'
import type { RunFilter, RunPlace } from '#shared/model/runs/run-search.ts'
import { bootTestApp } from '../support/app.ts'
import { createPlayedModel, playedOf } from '../support/played.ts'

const worker = playedOf({ id: 'ann', name: 'Ann', skills: ['writing'] })

interface Wanted {
  readonly title: string
  readonly project?: string
  /** True: no agent has the skill of the task, so the run stays blocked. */
  readonly isStuck?: boolean
}

/** Runs the plans in order. Each run ends before the next run starts, unless `isStuck` is set. */
async function openWith(wanted: readonly Wanted[]) {
  const app = await bootTestApp({ adapters: [createPlayedModel()] })
  await app.client.agents.register({ agents: [worker] })
  const ids: string[] = []
  for (const { title, project, isStuck = false } of wanted) {
    const task = {
      task_id: 'a',
      description: 'Do it',
      required_skills: [isStuck ? 'no_such_skill' : 'writing'],
    }
    const { runId } = await app.client.runs.start({
      request: {
        ...{ plan_id: `plan-${ids.length + 1}`, title, tasks: [task] },
        ...(project !== undefined && { project_id: project }),
      },
    })
    ids.push(runId)
    const end = isStuck ? 'waiting' : 'done'
    for await (const { run } of await app.client.runs.watch({ runId })) if (run.status === end) break
  }
  const titles = async (filter: Partial<RunFilter>, page: { limit?: number; below?: RunPlace | null } = {}) =>
    (await app.client.runs.find({ filter, ...page })).map(({ title }) => title)
  return { ...app, ids, titles }
}

describe('the search for runs', () => {
  it('matches words of the title, the plan and the project, in any case and order', async () => {
    const { client, titles } = await openWith([
      { title: 'Spring release' },
      { title: 'Über den Garten' },
      { title: 'Fair 100% done', project: 'fair' },
    ])
    expect(await titles({ text: 'RELEASE spring' })).toEqual(['Spring release'])
    expect(await titles({ text: 'über GARTEN' })).toEqual(['Über den Garten'])
    expect(await titles({ text: 'ÜBER' })).toEqual(['Über den Garten'])
    expect(await titles({ text: 'plan-1' })).toEqual(['Spring release'])
    expect(await titles({ text: '100%' })).toEqual(['Fair 100% done'])
    expect(await titles({ text: '_' })).toEqual([])
    await client.projects.change({ id: 'fair', name: 'Summer market' })
    expect(await titles({ text: 'market done' })).toEqual(['Fair 100% done'])
    expect(await titles({ text: 'market release' })).toEqual([])
  })

  it('matches the outcome: succeeded, gaps and rejected are separate', async () => {
    const { client, titles } = await openWith([{ title: 'Whole' }])
    const task = { task_id: 'a', description: 'Do it', required_skills: ['writing'] }
    const never = { ...task, task_id: 'b', depends_on: ['a'], condition: "status('a') == 'failed'" }
    const follower = { ...task, task_id: 'c', depends_on: ['a', 'b'], join: 'all_succeeded' as const }
    const gate = { ...task, requires_approval: true }
    for (const [title, tasks, end] of [
      ['Gaps', [task, never, follower], 'done'],
      ['Refused', [gate], 'failed'],
    ] as const) {
      const { runId } = await client.runs.start({ request: { plan_id: title, title, tasks: [...tasks] } })
      for await (const { run } of await client.runs.watch({ runId })) {
        if (run.status === end) break
        for (const { id: approvalId, hash } of await client.runs.listApprovals())
          await client.runs.answerApproval({ approvalId, hash, answer: 'reject' })
      }
    }
    expect(await titles({ group: ['done'] })).toEqual(['Whole'])
    expect(await titles({ group: ['gaps'] })).toEqual(['Gaps'])
    expect(await titles({ group: ['rejected'] })).toEqual(['Refused'])
    expect(await titles({ group: ['failed'] })).toEqual([])
    const none = { running: 0, waiting: 0, failed: 0, cancelled: 0 }
    expect(await client.runs.count({})).toEqual({ ...none, done: 1, gaps: 1, rejected: 1 })
  })

  it('matches outcome, project and time of activity', async () => {
    const { client, titles } = await openWith([
      { title: 'One', project: 'a' },
      { title: 'Two', project: 'b', isStuck: true },
      { title: 'Three', project: 'b' },
    ])
    expect(await titles({ group: ['done'] })).toEqual(['Three', 'One'])
    expect(await titles({ group: ['waiting', 'failed'] })).toEqual(['Two'])
    expect(await titles({ project: ['b'] })).toEqual(['Three', 'Two'])
    const three = (await client.runs.find({}))[0]
    const end = three?.endedAt ?? 0
    expect(await titles({ from: end + 1 })).toEqual(['Two'])
    expect(await titles({ from: end + 1, group: ['done'] })).toEqual([])
    expect(await titles({ from: end, group: ['done'] })).toEqual(['Three'])
    const first = (await client.runs.find({})).at(-1)
    expect(await titles({ to: first?.createdAt ?? 0 })).toEqual([])
  })

  it('matches run ids and plan keys, however old', async () => {
    const { titles, ids } = await openWith([{ title: 'One' }, { title: 'Two' }, { title: 'Three' }])
    expect(await titles({ id: [ids[2] ?? '', ids[0] ?? ''] })).toEqual(['Three', 'One'])
    expect(await titles({ id: ['run_none'] })).toEqual([])
    expect(await titles({ planKey: ['plan-2'] })).toEqual(['Two'])
    expect(await titles({ planKey: ['plan-2'], id: [ids[0] ?? ''] })).toEqual([])
  })

  it('returns pages with each run once, while other runs start', async () => {
    const { client, titles, ids } = await openWith(
      Array.from({ length: 5 }, (_, at) => ({ title: `Run ${at + 1}` })),
    )
    const page = await client.runs.find({ limit: 2 })
    expect(page.map(({ title }) => title)).toEqual(['Run 5', 'Run 4'])
    await client.runs.start({ againRunId: ids[0] ?? '' })
    const last = page[1]
    const below = last === undefined ? null : { createdAt: last.createdAt, id: last.id }
    expect(await titles({}, { limit: 2, below })).toEqual(['Run 3', 'Run 2'])
  })

  it('counts runs by outcome with the same filter', async () => {
    const { client } = await openWith([
      { title: 'One', project: 'a' },
      { title: 'Two', project: 'b', isStuck: true },
      { title: 'Two and a half', project: 'b' },
    ])
    const none = { running: 0, waiting: 0, failed: 0, rejected: 0, gaps: 0, done: 0, cancelled: 0 }
    expect(await client.runs.count({})).toEqual({ ...none, waiting: 1, done: 2 })
    expect(await client.runs.count({ filter: { text: 'two' } })).toEqual({ ...none, waiting: 1, done: 1 })
    expect(await client.runs.count({ filter: { project: ['a'] } })).toEqual({ ...none, done: 1 })
    expect(await client.runs.count({ filter: { group: ['done'], from: 0 } })).toEqual({ ...none, done: 2 })
  })
})
