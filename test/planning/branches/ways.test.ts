import { describe, expect, it } from 'vitest'
import { listWays } from '../../../src-main/planning/branches/list-ways.ts'
import type { TaskDefinition } from '../../../src-shared/model/task-definition.ts'
import { taskOf } from '../../support/engine.ts'

const waysOf = (...tasks: TaskDefinition[]) => listWays({ tasks }).ways

describe('the possible paths through a plan', () => {
  const check = taskOf('check')
  const fix = taskOf('fix', { dependsOn: ['check'], condition: 'failure' })
  const publish = taskOf('publish', { dependsOn: ['check', 'fix'] })

  it('include both results of a failure branch: publish runs in each', () => {
    expect(waysOf(check, fix, publish)).toEqual([
      {
        ...{ fails: [], assumes: [], shows: [{ taskKey: 'fix', isMet: false }] },
        ...{ runs: ['check', 'publish'], skipped: ['fix'], open: [] },
      },
      {
        ...{ fails: ['check'], assumes: [], shows: [{ taskKey: 'fix', isMet: true }] },
        ...{ runs: ['fix', 'publish'], skipped: [], open: [] },
      },
    ])
  })

  it('skip tasks that join by all_succeeded behind a branch, in each path', () => {
    const all = { ...publish, join: 'all_succeeded' as const }
    expect(waysOf(check, fix, all).map(({ skipped }) => skipped)).toEqual([['fix', 'publish'], ['publish']])
  })

  it('skip tasks that depend only on a branch that is not taken', () => {
    const report = taskOf('report', { dependsOn: ['fix'] })
    expect(waysOf(check, fix, report).map(({ skipped }) => skipped)).toEqual([['fix', 'report'], []])
  })

  it('skip tasks by none_failed after an unhandled failure', () => {
    const other = taskOf('other', { dependsOn: ['check'], condition: "status('check') == 'failed'" })
    const [, failed] = waysOf(check, other, taskOf('end', { dependsOn: ['check', 'other'] }))
    expect(failed).toMatchObject({ fails: ['check'], runs: ['other'], skipped: ['end'] })
  })

  it.each([
    ['any', ['check', 'publish'], ['fix', 'publish']],
    ['always', ['check', 'publish'], ['fix', 'publish']],
  ] as const)('follow the join %s', (join, whenDone, whenFailed) => {
    expect(waysOf(check, fix, { ...publish, join }).map(({ runs }) => runs)).toEqual([whenDone, whenFailed])
  })

  it('apply the join of a task with a condition if the plan sets one', () => {
    const both = taskOf('both', { dependsOn: ['check', 'fix'], condition: 'always', join: 'all_succeeded' })
    expect(waysOf(check, fix, both).map(({ skipped }) => skipped)).toEqual([['fix', 'both'], ['both']])
  })

  it('assume a condition on results to be true and false, together with its opposite', () => {
    const ways = waysOf(
      taskOf('judge'),
      taskOf('ship', { dependsOn: ['judge'], condition: "result('judge').output.score >= 0.8" }),
      taskOf('rework', { dependsOn: ['judge'], condition: "result('judge').output.score < 0.8" }),
      taskOf('tell', { dependsOn: ['ship', 'rework'] }),
    )
    const ship = (isMet: boolean) => ({ taskKey: 'ship', isMet })
    const rework = (isMet: boolean) => ({ taskKey: 'rework', isMet })
    expect(ways).toEqual([
      {
        ...{ fails: [], assumes: [ship(true)], shows: [ship(true), rework(false)] },
        ...{ runs: ['judge', 'ship', 'tell'], skipped: ['rework'], open: [] },
      },
      {
        ...{ fails: [], assumes: [ship(false)], shows: [ship(false), rework(true)] },
        ...{ runs: ['judge', 'rework', 'tell'], skipped: ['ship'], open: [] },
      },
    ])
  })

  it('leave other conditions on results open', () => {
    const [first] = waysOf(
      taskOf('judge'),
      taskOf('ship', { dependsOn: ['judge'], condition: "result('judge').output.score >= 0.8" }),
      taskOf('tell', { dependsOn: ['judge'], condition: "result('judge').output.loud == true" }),
    )
    expect(first).toMatchObject({ runs: ['judge', 'ship'], open: ['tell'] })
  })

  it('find the failure behind a condition on a status, also of a conditional task', () => {
    const ways = waysOf(
      check,
      fix,
      taskOf('thank', { dependsOn: ['fix'], condition: "status('fix') == 'done' and always" }),
    )
    expect(ways.map(({ fails, runs }) => [fails, runs])).toEqual([
      [[], ['check']],
      [['check'], ['fix', 'thank']],
    ])
  })

  it('skip a conditional group with its tasks, and fail a group with a failed task', () => {
    const ways = waysOf(
      check,
      taskOf('repair', { kind: 'group', dependsOn: ['check'], condition: 'failure' }),
      taskOf('part', { parent: 'repair' }),
      taskOf('work', { kind: 'group' }),
      taskOf('step', { parent: 'work' }),
      taskOf('undo', { dependsOn: ['work'], condition: 'failure' }),
    )
    expect(ways[0]).toMatchObject({ runs: ['check', 'step'], skipped: ['part', 'undo'] })
    expect(ways.find(({ fails }) => fails.includes('check'))).toMatchObject({ runs: ['part', 'step'] })
  })

  it('are empty for a plan without conditions', () => {
    expect(waysOf(check, taskOf('end', { dependsOn: ['check'] }))).toEqual([])
  })

  it('are limited for a large plan, and the remaining conditions are counted', () => {
    const tasks = Array.from({ length: 20_000 }, (_, at) =>
      taskOf(`t${at}`, at === 0 ? {} : { dependsOn: [`t${at - 1}`], condition: 'failure' }),
    )
    const { ways, conditionsLeftOut } = listWays({ tasks })
    expect(conditionsLeftOut).toBeGreaterThan(19_900)
    expect(ways.length).toBeGreaterThan(0)
  })
})
