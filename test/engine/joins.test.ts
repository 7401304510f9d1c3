import { describe, expect, it } from 'vitest'
import type { Join, TaskDefinition } from '../../src-shared/model/task-definition.ts'
import { taskOf } from '../support/engine.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { openStage, result, type Stage } from './stage.ts'

/** A check, a fix that runs if the check fails, and a gated publication that depends on both. */
const publishing = () => [
  taskOf('check'),
  taskOf('fix', { dependsOn: ['check'], condition: 'failure' }),
  taskOf('publish', { dependsOn: ['check', 'fix'], requiresApproval: true }),
  taskOf('note', { dependsOn: ['fix'] }),
]

function requireWhole(stage: Stage): void {
  requireSound(stage)
  requireReplayable(stage)
}

const endOf = (stage: Stage) => ({
  outcome: stage.run().outcome,
  gaps: stage.run().gaps.map(({ taskKey }) => taskKey),
})

describe('publishing after a check with an optional fix', () => {
  it('reaches its gate when the check succeeds, and skips only tasks after the fix', async () => {
    const stage = await openStage(publishing())
    await stage.say('check', result())
    expect(stage.tasks()).toMatchObject({ fix: 'skipped', publish: 'awaiting_approval', note: 'skipped' })
    expect(stage.task('note').reason).toEqual({
      code: 'branch_not_taken',
      message: 'Branch not taken: all of its dependencies were skipped.',
    })
    requireWhole(stage)
    await stage.answer('publish', 'approve')
    await stage.say('publish', result())
    expect(endOf(stage)).toEqual({ outcome: 'succeeded', gaps: [] })
    requireWhole(stage)
  })

  it('reaches its gate when the check fails and the fix succeeds, also after a crash in between', async () => {
    const first = await openStage(publishing())
    await first.fail('check')
    expect(first.tasks()).toMatchObject({ fix: 'in_progress', publish: 'blocked', note: 'blocked' })
    requireWhole(first)
    const stage = await first.crash()
    await stage.say('fix', result())
    expect(stage.tasks()).toMatchObject({ publish: 'awaiting_approval', note: 'in_progress' })
    await stage.answer('publish', 'approve')
    await stage.say('publish', result())
    await stage.say('note', result())
    expect(endOf(stage)).toEqual({ outcome: 'succeeded', gaps: [] })
    requireWhole(stage)
  })

  it('is skipped when the fix fails, and the run fails', async () => {
    const stage = await openStage(publishing())
    await stage.fail('check')
    await stage.fail('fix')
    expect(stage.tasks()).toMatchObject({ publish: 'skipped', note: 'skipped' })
    expect(stage.task('publish').reason).toEqual({
      code: 'failed_dependency',
      message: 'No task handled the failure of "Task check".',
    })
    expect(stage.task('note').reason?.code).toBe('failed_dependency')
    expect(stage.store.approvals.listOpen()).toEqual([])
    expect(endOf(stage)).toEqual({ outcome: 'failed', gaps: ['publish', 'note'] })
    requireWhole(stage)
  })
})

type End = 'done' | 'failed' | 'skipped'
/** Status of a task with this join after its two dependencies end as given. `skipped`: through its own condition. */
async function joined(join: Join, a: End, b: End): Promise<string> {
  const of = (key: string, end: End) =>
    taskOf(key, { dependsOn: ['root'], ...(end === 'skipped' && { condition: 'failure' }) })
  const c = taskOf('c', { dependsOn: ['a', 'b'], join })
  const stage = await openStage([taskOf('root'), of('a', a), of('b', b), c])
  await stage.say('root', result())
  for (const [key, end] of Object.entries({ a, b })) {
    if (end === 'done') await stage.say(key, result())
    if (end === 'failed') await stage.fail(key)
  }
  requireSound(stage)
  const { status, reason } = stage.task('c')
  return reason === null ? status : `${status} ${reason.code}`
}

describe('a join', () => {
  it.each<[Join, End, End, string]>([
    ['all_succeeded', 'done', 'done', 'in_progress'],
    ['all_succeeded', 'done', 'skipped', 'skipped branch_not_taken'],
    ['all_succeeded', 'done', 'failed', 'skipped failed_dependency'],
    ['none_failed', 'done', 'skipped', 'in_progress'],
    ['none_failed', 'done', 'failed', 'skipped failed_dependency'],
    ['none_failed', 'skipped', 'skipped', 'skipped branch_not_taken'],
    ['none_failed', 'failed', 'skipped', 'skipped failed_dependency'],
    ['any', 'done', 'failed', 'in_progress'],
    ['any', 'failed', 'done', 'in_progress'],
    ['any', 'skipped', 'done', 'in_progress'],
    ['any', 'failed', 'failed', 'skipped failed_dependency'],
    ['any', 'skipped', 'failed', 'skipped failed_dependency'],
    ['any', 'skipped', 'skipped', 'skipped branch_not_taken'],
    ['always', 'failed', 'failed', 'in_progress'],
    ['always', 'skipped', 'skipped', 'in_progress'],
  ])('%s, after %s and %s: %s', async (join, a, b, expected) => {
    expect(await joined(join, a, b)).toBe(expected)
  })

  it('is evaluated before the condition of the task', async () => {
    const condition = "result('a').n > 1"
    const c = taskOf('c', { dependsOn: ['a', 'b'], join: 'none_failed', condition })
    const stage = await openStage([taskOf('a'), taskOf('b'), c])
    await stage.say('a', { type: 'result', result: { text: '', data: { n: 5 } } })
    await stage.fail('b')
    expect(stage.task('c').reason?.code).toBe('failed_dependency')
  })

  it('makes a skip a gap if one of the dependencies ran', async () => {
    const stage = await openStage([
      taskOf('a'),
      taskOf('b', { dependsOn: ['a'], condition: 'failure' }),
      taskOf('c', { dependsOn: ['a', 'b'], join: 'all_succeeded' }),
      taskOf('d', { dependsOn: ['c'] }),
    ])
    await stage.say('a', result())
    expect(endOf(stage)).toEqual({ outcome: 'succeeded_with_gaps', gaps: ['c', 'd'] })
  })
})

describe('a task behind a conditional branch', () => {
  it('joins by none_failed over any number of tasks', async () => {
    const stage = await openStage([
      taskOf('a'),
      taskOf('b', { dependsOn: ['a'], condition: 'failure' }),
      taskOf('b2', { dependsOn: ['b'] }),
      taskOf('b3', { dependsOn: ['b2'] }),
      taskOf('end', { dependsOn: ['a', 'b3'] }),
    ])
    await stage.say('a', result())
    expect(stage.tasks()).toEqual({
      a: 'done',
      b: 'skipped',
      b2: 'skipped',
      b3: 'skipped',
      end: 'in_progress',
    })
  })

  it('joins by none_failed behind a conditional group, whose children join by their dependencies', async () => {
    const tasks = (): TaskDefinition[] => [
      taskOf('a'),
      taskOf('g', { kind: 'group', dependsOn: ['a'], condition: 'failure' }),
      taskOf('g1', { parent: 'g' }),
      taskOf('g2', { parent: 'g', dependsOn: ['g1'] }),
      taskOf('end', { dependsOn: ['a', 'g2'] }),
      taskOf('last', { dependsOn: ['a', 'g'] }),
    ]
    const stage = await openStage(tasks())
    await stage.say('a', result())
    expect(stage.tasks()).toMatchObject({
      g: 'skipped',
      g2: 'skipped',
      end: 'in_progress',
      last: 'in_progress',
    })
    const fixed = await openStage(tasks())
    await fixed.fail('a')
    await fixed.say('g1', result())
    await fixed.fail('g2')
    expect(fixed.tasks()).toMatchObject({ g: 'failed', end: 'skipped', last: 'skipped' })
    requireWhole(fixed)
  })

  it('waits for a handler outside its dependencies, with the reason', async () => {
    const stage = await openStage([
      taskOf('check'),
      taskOf('other'),
      taskOf('fix', { dependsOn: ['check'], condition: 'failure' }),
      taskOf('join', { dependsOn: ['check', 'other'], join: 'none_failed' }),
    ])
    await stage.fail('check')
    await stage.say('other', result())
    expect(stage.tasks().join).toBe('blocked')
    expect(stage.reason('join')).toEqual({
      code: 'failure_handler',
      message: 'Waiting for "Task fix", which may handle the failure of "Task check".',
    })
    requireWhole(stage)
    const next = await stage.crash()
    await next.say('fix', result())
    expect(next.tasks().join).toBe('in_progress')
    requireWhole(next)
  })

  it('counts a dependency that was skipped after a failure as failed only while the failure is unhandled', async () => {
    const tasks = [
      taskOf('check'),
      taskOf('other'),
      taskOf('after', { dependsOn: ['check'] }),
      taskOf('fix', { dependsOn: ['check'], condition: 'failure' }),
      taskOf('join', { dependsOn: ['after', 'other'], join: 'none_failed' }),
    ]
    const handled = await openStage(tasks)
    await handled.fail('check')
    await handled.say('other', result())
    expect(handled.tasks()).toMatchObject({ after: 'skipped', join: 'blocked' })
    await handled.say('fix', result())
    expect(handled.tasks().join).toBe('in_progress')
    const failed = await openStage(tasks)
    await failed.fail('check')
    await failed.say('other', result())
    await failed.fail('fix')
    expect(failed.task('join').reason?.code).toBe('failed_dependency')
    requireWhole(failed)
  })

  it('does not wait for a later handler', async () => {
    const stage = await openStage([
      taskOf('check'),
      taskOf('fix', { dependsOn: ['check'], condition: 'failure' }),
      taskOf('publish', { dependsOn: ['check', 'fix'] }),
      taskOf('tell', { dependsOn: ['check', 'publish'], condition: 'failure' }),
    ])
    await stage.fail('check')
    await stage.fail('fix')
    expect(stage.tasks()).toMatchObject({ publish: 'skipped', tell: 'in_progress' })
    requireWhole(stage)
  })

  it('never waits in a cycle with another such task', async () => {
    const stage = await openStage([
      taskOf('check'),
      taskOf('x'),
      taskOf('j1', { dependsOn: ['check', 'x'], join: 'none_failed' }),
      taskOf('j2', { dependsOn: ['check', 'x'], join: 'none_failed' }),
      taskOf('h1', { dependsOn: ['check', 'j2'], condition: 'failure' }),
      taskOf('h2', { dependsOn: ['check', 'j1'], condition: 'failure' }),
    ])
    await stage.fail('check')
    await stage.say('x', result())
    expect(stage.tasks()).toMatchObject({ j1: 'skipped', h2: 'in_progress', j2: 'blocked', h1: 'blocked' })
    await stage.say('h2', result())
    expect(stage.tasks()).toMatchObject({ j2: 'in_progress', h1: 'blocked' })
    await stage.say('j2', result())
    await stage.say('h1', result())
    expect(endOf(stage)).toEqual({ outcome: 'succeeded_with_gaps', gaps: ['j1'] })
    requireWhole(stage)
  })

  it('is released by a handler that is added during the run', async () => {
    const stage = await openStage([
      taskOf('check'),
      taskOf('slow'),
      taskOf('join', { dependsOn: ['check', 'slow'], join: 'none_failed' }),
    ])
    await stage.fail('check')
    const fix = taskOf('fix', { dependsOn: ['check'], condition: 'failure' })
    await stage.act({ type: 'tasks.add', runId: stage.runId, tasks: [fix], links: [] })
    await stage.say('slow', result())
    expect(stage.tasks()).toMatchObject({ fix: 'in_progress', join: 'blocked' })
    await stage.say('fix', result())
    expect(stage.tasks().join).toBe('in_progress')
    requireWhole(stage)
  })

  it('joins by none_failed from the moment it is linked to a branch', async () => {
    const stage = await openStage([taskOf('a'), taskOf('slow'), taskOf('end', { dependsOn: ['slow'] })])
    const b = taskOf('b', { dependsOn: ['a'], condition: 'failure' })
    const links = [{ taskKey: 'end', dependsOn: 'b' }]
    await stage.act({ type: 'tasks.add', runId: stage.runId, tasks: [b], links })
    await stage.say('a', result())
    expect(stage.tasks()).toMatchObject({ b: 'skipped', end: 'blocked' })
    const next = await stage.crash()
    await next.say('slow', result())
    expect(next.tasks().end).toBe('in_progress')
    requireWhole(next)
  })
})

describe('a group', () => {
  it('is done if one of its children handled the failure of another', async () => {
    const stage = await openStage([
      taskOf('g', { kind: 'group' }),
      taskOf('check', { parent: 'g' }),
      taskOf('fix', { parent: 'g', dependsOn: ['check'], condition: 'failure' }),
      taskOf('end', { dependsOn: ['g'] }),
    ])
    await stage.fail('check')
    await stage.say('fix', result())
    expect(stage.tasks()).toMatchObject({ g: 'done', end: 'in_progress' })
    requireWhole(stage)
  })

  it('that failed names the failed child and the reason', async () => {
    const stage = await openStage([
      taskOf('outer', { kind: 'group' }),
      taskOf('g', { kind: 'group', parent: 'outer' }),
      taskOf('a', { parent: 'g' }),
      taskOf('b', { parent: 'g', dependsOn: ['a'] }),
    ])
    await stage.fail('a')
    for (const key of ['g', 'outer']) {
      expect(stage.task(key).reason).toEqual({ code: 'failed_child', message: '"Task a" failed: broke' })
    }
    requireWhole(stage)
  })
})
