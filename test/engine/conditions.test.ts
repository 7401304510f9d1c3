import { describe, expect, it } from 'vitest'
import type { TaskDefinition } from '../../src-shared/model/task-definition.ts'
import { planOf, taskOf } from '../support/engine.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { openStage, result, type Stage } from './stage.ts'

type End = 'done' | 'failed' | 'cancelled' | 'skipped'

/** Ends a and b as given, and returns the resulting status of c, which depends on both. */
async function ends(a: End, b: End, condition: string | undefined): Promise<string> {
  // `skipped` through its own condition, with a dependency that is done.
  const of = (key: string, end: End) =>
    taskOf(key, end === 'skipped' ? { dependsOn: ['root'], condition: 'failure' } : { dependsOn: ['root'] })
  const c = taskOf('c', { dependsOn: ['a', 'b'], ...(condition !== undefined && { condition }) })
  const stage = await openStage([taskOf('root'), of('a', a), of('b', b), c])
  await stage.say('root', result())
  for (const [key, end] of [
    ['a', a],
    ['b', b],
  ] as const) {
    if (end === 'done') await stage.say(key, result())
    if (end === 'failed') await stage.fail(key)
    if (end === 'cancelled')
      await stage.act({ type: 'task.cancel', runId: stage.runId, taskKey: key, branch: false })
  }
  expect(stage.tasks()).toMatchObject({ a, b })
  requireSound(stage)
  return stage.tasks().c ?? ''
}

describe('a condition on statuses of the dependencies', () => {
  it.each<[End, End, string | undefined, string]>([
    ['done', 'done', undefined, 'in_progress'],
    ['done', 'done', 'success', 'in_progress'],
    ['done', 'failed', 'success', 'skipped'],
    ['done', 'skipped', 'success', 'in_progress'],
    ['done', 'cancelled', undefined, 'skipped'],
    ['done', 'done', 'failure', 'skipped'],
    ['done', 'failed', 'failure', 'in_progress'],
    ['failed', 'failed', 'failure', 'in_progress'],
    ['done', 'skipped', 'failure', 'skipped'],
    ['done', 'done', 'always', 'in_progress'],
    ['failed', 'cancelled', 'always', 'in_progress'],
    ['skipped', 'skipped', 'always', 'in_progress'],
    ['done', 'failed', "status('a') == 'done' || status('b') == 'done'", 'in_progress'],
    ['failed', 'failed', "status('a') == 'done' || status('b') == 'done'", 'skipped'],
    ['done', 'failed', "status('a') == 'done' && status('b') == 'done'", 'skipped'],
    ['skipped', 'done', "status('a') == 'skipped'", 'in_progress'],
  ])('a %s, b %s, condition %s: %s', async (a, b, condition, expected) => {
    expect(await ends(a, b, condition)).toBe(expected)
  })

  it.each(['always', 'failure', "status('a') == 'failed'"])(
    'waits until all of them end, for %s: never for one of them only',
    async (condition) => {
      const stage = await openStage([
        taskOf('a'),
        taskOf('b'),
        taskOf('c', { dependsOn: ['a', 'b'], condition }),
      ])
      await stage.fail('a')
      expect(stage.tasks().c).toBe('blocked')
      expect(stage.reason('c')).toEqual({ code: 'dependency', message: expect.stringMatching(/\bb\b/) })
      await stage.say('b', result())
      expect(stage.tasks().c).toBe('in_progress')
    },
  )
})

describe('a condition on results', () => {
  const review = (more: Partial<TaskDefinition> = {}) => [
    taskOf('judge'),
    taskOf('ship', { dependsOn: ['judge'], condition: "result('judge').score >= 0.8", ...more }),
    taskOf('rework', { dependsOn: ['judge'], condition: "result('judge').score < 0.8" }),
  ]
  const judged = (data: { [key: string]: number | string }) =>
    ({ type: 'result', result: { text: '', data } }) as const

  it('selects the branch, and the run succeeds although the other branch was skipped', async () => {
    const stage = await openStage([...review(), taskOf('tell', { dependsOn: ['ship'] })])
    await stage.say('judge', judged({ score: 0.9 }))
    expect(stage.tasks()).toMatchObject({ ship: 'in_progress', rework: 'skipped', tell: 'blocked' })
    expect(stage.task('rework').reason).toEqual({
      code: 'condition',
      message: "Condition not met: result('judge').score < 0.8, where result('judge').score is 0.9.",
    })
    await stage.say('ship', result())
    await stage.say('tell', result())
    expect(stage.run().status).toBe('done')
    requireReplayable(stage)
  })

  it('is false for missing values and for values of another type', async () => {
    for (const data of [{}, { score: 'high' }]) {
      const stage = await openStage(review())
      await stage.say('judge', judged(data))
      expect(stage.tasks()).toEqual({ judge: 'done', ship: 'skipped', rework: 'skipped' })
      expect(stage.run().status).toBe('done')
    }
  })

  it('gives the same result after a restart, also if another dependency ends later', async () => {
    const stage = await openStage([...review({ dependsOn: ['judge', 'other'] }), taskOf('other')])
    await stage.say('judge', judged({ score: 0.9 }))
    const next = await stage.crash()
    await next.say('other', result())
    expect(next.tasks()).toMatchObject({ ship: 'in_progress', rework: 'skipped' })
  })

  it('is evaluated before its gate: a skipped task asks no person', async () => {
    const stage = await openStage(review({ requiresApproval: true }))
    await stage.say('judge', judged({ score: 0.1 }))
    expect(stage.store.approvals.listOpen()).toEqual([])
    expect(stage.tasks()).toMatchObject({ ship: 'skipped', rework: 'in_progress' })
  })

  it('is data and is never executed', async () => {
    const stage = await openStage([taskOf('a')])
    const condition = "process.exit(1) || result('a')"
    const plan = planOf([taskOf('a'), taskOf('b', { dependsOn: ['a'], condition })])
    const refused = await stage.refused({ type: 'run.build', runId: 'run_y', memoryId: 'mem_y', plan })
    expect(refused).toMatchObject({ code: 'E_FORMAT', message: expect.stringContaining('b') })
  })

  it('that names a task outside its dependencies is refused when the run is built', async () => {
    const stage = await openStage([taskOf('a')])
    const task = taskOf('b', { dependsOn: ['a'], condition: "status('c') == 'done'" })
    const plan = planOf([taskOf('a'), taskOf('c'), task])
    const refused = await stage.refused({ type: 'run.build', runId: 'run_y', memoryId: 'mem_y', plan })
    expect(refused.code).toBe('E_FORMAT')
  })
})

describe('a skipped task', () => {
  const status = async (stage: Stage) => stage.run().status

  it('skips its dependents when a condition skipped it, as intended', async () => {
    const stage = await openStage([
      taskOf('a'),
      taskOf('b', { dependsOn: ['a'], condition: 'failure' }),
      taskOf('c', { dependsOn: ['b'] }),
      taskOf('d', { dependsOn: ['c'], condition: 'always' }),
    ])
    await stage.say('a', result())
    expect(stage.tasks()).toEqual({ a: 'done', b: 'skipped', c: 'skipped', d: 'in_progress' })
    expect(stage.task('c').reason?.code).toBe('branch_not_taken')
    await stage.say('d', result())
    expect(await status(stage)).toBe('done')
  })

  it('after a failure leaves the run failed, also after a cleanup task', async () => {
    const stage = await openStage([
      taskOf('a'),
      taskOf('b', { dependsOn: ['a'] }),
      taskOf('clean', { dependsOn: ['a', 'b'], condition: 'always' }),
    ])
    await stage.fail('a')
    expect(stage.task('b').reason?.code).toBe('failed_dependency')
    await stage.say('clean', result())
    expect(await status(stage)).toBe('failed')
  })

  it("in a group leaves the group done, and the group reports its children's results", async () => {
    const stage = await openStage([
      taskOf('g', { kind: 'group' }),
      taskOf('a', { parent: 'g', title: 'First' }),
      taskOf('b', { parent: 'g', dependsOn: ['a'], condition: 'failure' }),
      taskOf('sum', { dependsOn: ['g'] }),
    ])
    await stage.say('a', result('found it'))
    expect(stage.tasks()).toMatchObject({ g: 'done', b: 'skipped', sum: 'in_progress' })
    const [group] = stage.context('sum').dependencies
    expect(group).toMatchObject({
      key: 'g',
      result: {
        text: expect.stringContaining('found it'),
        data: {
          left_out: 0,
          subtasks: [
            { key: 'a', title: 'First', status: 'done', text: 'found it' },
            { key: 'b', status: 'skipped', text: '' },
          ],
        },
      },
    })
  })

  it('lets a condition read the results of a group', async () => {
    const stage = await openStage([
      taskOf('g', { kind: 'group' }),
      taskOf('a', { parent: 'g' }),
      taskOf('c', { dependsOn: ['g'], condition: "status('g') == 'failed'" }),
    ])
    await stage.fail('a')
    expect(stage.tasks()).toMatchObject({ g: 'failed', c: 'in_progress' })
  })
})
