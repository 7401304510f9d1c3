import { describe, expect, it } from 'vitest'
import {
  type Fits,
  fitsOf,
  listDoable,
  skillsOfAll,
  withoutParts,
} from '../../../../src-renderer/features/run/selection/allowed-actions.ts'
import { doEach } from '../../../../src-renderer/features/run/selection/use-selection.ts'
import { taskView } from '../../task-view.ts'

const going = { status: 'running', goal: null, workspace: 'folder' } as const
const failed = { ...going, status: 'failed' } as const
const keysOf = (fits: Fits) =>
  Object.fromEntries(
    Object.entries(fits).map(([verb, tasks]) => [verb, tasks.map(({ key }) => key).join(' ')]),
  )

const chosen = [
  taskView('group', { kind: 'group', status: 'in_progress' }),
  taskView('busy', { status: 'in_progress' }),
  taskView('again', { notBefore: 5 }),
  taskView('held', { status: 'blocked' }),
  taskView('done', { status: 'done' }),
]

describe('the possible actions for selected tasks', () => {
  it('are the actions that are possible for each task alone', () => {
    expect(keysOf(fitsOf(chosen, going))).toEqual({
      cancel: 'group busy again held',
      retry: 'again',
      assign: 'again held',
      priority: 'group busy again held',
    })
  })

  it('include a repeat in a new run if the run has ended and can be reused partly', () => {
    const all = 'group busy again held done'
    expect(keysOf(fitsOf(chosen, failed))).toEqual({
      ...{ cancel: '', retry: all, assign: 'busy again held done', priority: '' },
    })
    const inWorktree = fitsOf(chosen, { ...failed, workspace: 'worktree' })
    expect(keysOf(inWorktree)).toEqual({ cancel: '', retry: '', assign: '', priority: '' })
  })

  it('are empty in a run that is being stopped', () => {
    expect(Object.values(fitsOf(chosen, { ...going, status: 'stopping' })).flat()).toEqual([])
  })
})

describe('an action for several tasks', () => {
  it('names the tasks for which it failed, and applies to the others', async () => {
    const tasks = Array.from({ length: 45 }, (_, at) => taskView(`t${at}`))
    const done: string[] = []
    const refused = await doEach(tasks, async ({ key }) => {
      if (key.endsWith('3')) throw new Error(`not ${key}`)
      done.push(key)
    })
    expect(refused.map(({ task, error }) => [task.key, String(error)])).toEqual(
      ['t3', 't13', 't23', 't33', 't43'].map((key) => [key, `Error: not ${key}`]),
    )
    expect(done).toHaveLength(40)
  })

  it('leaves the content of a group to the group, at any depth', () => {
    const tasks = [
      taskView('g', { kind: 'group' }),
      taskView('in', { kind: 'group', parent: 'g' }),
      taskView('deep', { parent: 'in' }),
      taskView('beside'),
    ]
    const all = new Map(tasks.map((task) => [task.key, task]))
    const left = withoutParts(
      [...tasks].filter(({ key }) => key !== 'in'),
      all,
    )
    expect(left.map(({ key }) => key)).toEqual(['g', 'beside'])
  })

  it('lists agents with the skills of all tasks', () => {
    const tasks = [
      taskView('a', { requiredSkills: ['x', 'y'] }),
      taskView('b', { requiredSkills: ['y', 'z'] }),
    ]
    expect(skillsOfAll(tasks)).toEqual(['x', 'y', 'z'])
  })

  it('excludes tasks whose skills an agent lacks, and all tasks if the agent cannot work', () => {
    const tasks = [taskView('a', { requiredSkills: ['x'] }), taskView('b', { requiredSkills: ['x', 'y'] })]
    const doable = (qualified: boolean, ...missingSkills: string[]) =>
      listDoable(tasks, { qualified, missingSkills }).map(({ key }) => key)
    expect([doable(true), doable(false, 'y'), doable(false, 'x'), doable(false)]).toEqual([
      ['a', 'b'],
      ['a'],
      [],
      [],
    ])
  })
})
