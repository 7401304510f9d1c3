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

describe('what can be done to the tasks that are chosen', () => {
  it('is that to each which can be done to it alone', () => {
    expect(keysOf(fitsOf(chosen, going))).toEqual({
      cancel: 'group busy again held',
      retry: 'again',
      assign: 'again held',
      priority: 'group busy again held',
    })
  })

  it('is to do them again in a new run, when theirs is over and can be taken over in part', () => {
    const all = 'group busy again held done'
    expect(keysOf(fitsOf(chosen, failed))).toEqual({
      ...{ cancel: '', retry: all, assign: 'busy again held done', priority: '' },
    })
    const inWorktree = fitsOf(chosen, { ...failed, workspace: 'worktree' })
    expect(keysOf(inWorktree)).toEqual({ cancel: '', retry: '', assign: '', priority: '' })
  })

  it('is nothing in a run that is being stopped', () => {
    expect(Object.values(fitsOf(chosen, { ...going, status: 'stopping' })).flat()).toEqual([])
  })
})

describe('doing the same to several tasks', () => {
  it('names those it could not be done to, and does it to the rest', async () => {
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

  it('leaves what is in a group to the group, however deep', () => {
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

  it('asks for whoever has the skills of all', () => {
    const tasks = [
      taskView('a', { requiredSkills: ['x', 'y'] }),
      taskView('b', { requiredSkills: ['y', 'z'] }),
    ]
    expect(skillsOfAll(tasks)).toEqual(['x', 'y', 'z'])
  })

  it('leaves out what an agent lacks the skills for, and all where something else keeps it from work', () => {
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
