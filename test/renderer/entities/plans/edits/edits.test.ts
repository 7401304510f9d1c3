import { describe, expect, it } from 'vitest'
import { groupTasks, moveInto, ungroup } from '../../../../../src-renderer/entities/plans/edits/groups.ts'
import { freeKey, renameKey, renumber } from '../../../../../src-renderer/entities/plans/edits/keys.ts'
import { connect, createRefusal, disconnect } from '../../../../../src-renderer/entities/plans/edits/links.ts'
import { indent, moveTasks, outdent } from '../../../../../src-renderer/entities/plans/edits/order.ts'
import { duplicateTasks, pasteTasks, pick } from '../../../../../src-renderer/entities/plans/edits/paste.ts'
import { setPlan } from '../../../../../src-renderer/entities/plans/edits/plan-settings.ts'
import { removeTasks, seamOf } from '../../../../../src-renderer/entities/plans/edits/remove.ts'
import {
  addTask,
  addTasks,
  changeTasks,
  setTasks,
} from '../../../../../src-renderer/entities/plans/edits/tasks.ts'
import { listTree } from '../../../../../src-renderer/entities/plans/edits/tree.ts'
import { planOf, taskOf } from '../../../../support/engine.ts'
import { club, done, drawn } from './plans.ts'

describe('adding a task', () => {
  it('appends it with a unique key', () => {
    expect(done(club, addTask('Sing')).at(-1)).toBe('task-006')
  })

  it('after another makes it depend on that task, in the same group', () => {
    expect(done(club, addTask('Sing', { after: 'g.1' })).slice(2, 4)).toEqual(['g.1[g]', 'task-006(g.1)[g]'])
  })

  it('before another makes that task depend on it', () => {
    expect(done(club, addTask('Sing', { before: 'g.1' })).slice(2, 4)).toEqual([
      'task-006[g]',
      'g.1(task-006)[g]',
    ])
  })

  it('between two replaces their link', () => {
    const tasks = done(club, addTask('Sing', { after: 'g.1', before: 'g.2' }))
    expect(tasks.slice(2, 5)).toEqual(['g.1[g]', 'task-006(g.1)[g]', 'g.2(task-006)[g]'])
  })

  it('next to a group puts it below all its tasks', () => {
    expect(done(club, addTask('Sing', { beside: 'g' })).slice(3)).toEqual([
      'g.2(g.1)[g]',
      'task-006',
      'z(g a)',
    ])
  })

  it('adds one for each line of a list, in order', () => {
    const added = addTasks(['Sing', 'Dance'], { beside: 'a' }).change(club)
    expect(added.tasks.slice(0, 3).map(({ title }) => title)).toEqual(['Task a', 'Sing', 'Dance'])
  })
})

describe('deleting', () => {
  it('removes a group with its tasks, and its dependents lose the dependency', () => {
    expect(done(club, removeTasks(club, ['g']))).toEqual(['a', 'z(a)'])
  })

  it('can link its dependents to its dependencies', () => {
    const chain = planOf([
      taskOf('a'),
      taskOf('b', { dependsOn: ['a'] }),
      taskOf('c', { dependsOn: ['b'] }),
      taskOf('d', { dependsOn: ['c', 'b'] }),
    ])
    expect(done(chain, removeTasks(chain, ['b', 'c'], { reconnect: true }))).toEqual(['a', 'd(a)'])
    expect(seamOf(chain, ['b', 'c'])).toEqual({ before: 1, after: 1 })
    expect(seamOf(chain, ['a'])).toBeNull()
  })

  it('selects the next task, or the previous one at the end', () => {
    const selected = (key: string) => {
      const edit = removeTasks(club, [key])
      return edit.select?.(edit.change(club), club)
    }
    expect(selected('a')).toEqual(['g'])
    expect(selected('z')).toEqual(['g.2'])
  })
})

describe('links', () => {
  it('are added once and removed', () => {
    const linked = connect(club, ['a'], 'g.1').change(club)
    expect(drawn(linked)[2]).toBe('g.1(a)[g]')
    expect(connect(club, ['a'], 'g.1').change(linked)).toBe(linked)
    expect(done(linked, disconnect(linked, 'a', 'g.1'))).toEqual(drawn(club))
  })

  it('that would create a cycle are refused, with the cycle', () => {
    const refuse = createRefusal(club)
    expect(refuse('z', 'a')).toBe('Creates a cycle: Task a → Task z → Task a')
    expect(refuse('g.2', 'g.1')).toBe('Creates a cycle: Task g.1 → Task g.2 → Task g.1')
    expect(refuse('z', 'g.1')).toBe('Creates a cycle: Task g.1 → Task g → Task z → Task g.1')
    expect(refuse('a', 'a')).toBe('A task cannot depend on itself')
    expect(refuse('a', 'z')).toBe('“Task z” already depends on “Task a”')
    expect(refuse('g.1', 'z')).toBeNull()
  })

  it('between a group and its content are refused', () => {
    const refuse = createRefusal(club)
    expect(refuse('g', 'g.1')).toBe('“Task g.1” is in the group “Task g” and cannot depend on it')
    expect(refuse('g.1', 'g')).toBe('The group “Task g” contains “Task g.1” and always ends after it')
  })

  it('are checked immediately in a plan of thousands of tasks', () => {
    const tasks = Array.from({ length: 5000 }, (_, at) =>
      taskOf(`t${at}`, { dependsOn: at === 0 ? [] : [`t${at - 1}`] }),
    )
    const refuse = createRefusal(planOf(tasks))
    const refused = tasks.filter(({ key }) => refuse('t2500', key) !== null)
    // The refused tasks: all earlier tasks, the task itself, and its existing dependent.
    expect(refused).toHaveLength(2502)
  })
})

describe('groups', () => {
  it('are created around tasks, at the position of the first task', () => {
    expect(done(club, groupTasks(new Set(['a', 'z']), 'New'))).toEqual([
      'task-006',
      'a[task-006]',
      'z(g a)[task-006]',
      'g(a)',
      'g.1[g]',
      'g.2(g.1)[g]',
    ])
  })

  it('accept tasks, which then no longer depend on the group', () => {
    expect(done(club, moveInto(club, new Set(['z']), 'g'))).toEqual([
      'a',
      'g(a)',
      'g.1[g]',
      'g.2(g.1)[g]',
      'z(a)[g]',
    ])
    expect(moveInto(club, new Set(['g']), 'g').change(club)).toBe(club)
  })

  it('are dissolved, keeping the order of their tasks', () => {
    expect(done(club, ungroup(club, ['g']))).toEqual(['a', 'g.1(a)', 'g.2(g.1)', 'z(g.2 a)'])
  })
})

describe('the order of a plan', () => {
  it('changes by one position, a group together with its tasks', () => {
    const keys = (edit: ReturnType<typeof moveTasks>) => edit.change(club).tasks.map(({ key }) => key)
    expect(keys(moveTasks(new Set(['g']), -1))).toEqual(['g', 'g.1', 'g.2', 'a', 'z'])
    expect(keys(moveTasks(new Set(['g']), 1))).toEqual(['a', 'z', 'g', 'g.1', 'g.2'])
    expect(keys(moveTasks(new Set(['g', 'z']), -1))).toEqual(['g', 'g.1', 'g.2', 'z', 'a'])
    expect(moveTasks(new Set(['a']), -1).change(club)).toBe(club)
    expect(moveTasks(new Set(['a', 'g']), -1).change(club)).toBe(club)
  })

  it('moves a task into the group above and out again', () => {
    const inside = indent(new Set(['z'])).change(club)
    expect(drawn(inside).at(-1)).toBe('z(a)[g]')
    expect(drawn(outdent(new Set(['z'])).change(inside)).at(-1)).toBe('z(a)')
    expect(indent(new Set(['a'])).change(club)).toBe(club)
    expect(outdent(new Set(['a'])).change(club)).toBe(club)
  })

  it('turns a task into a group when others are moved below it', () => {
    const plain = planOf([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    const inside = indent(new Set(['b'])).change(plain)
    expect(inside.tasks.map(({ key, kind, parent }) => [key, kind, parent])).toEqual([
      ['a', 'group', null],
      ['b', 'task', 'a'],
    ])
    expect(drawn(inside)).toEqual(['a', 'b[a]'])
  })

  it('is shown as a tree, for any order in the document', () => {
    const odd = planOf([
      taskOf('x', { parent: 'g' }),
      taskOf('g', { kind: 'group' }),
      taskOf('lost', { parent: 'gone' }),
      taskOf('self', { kind: 'group', parent: 'self' }),
    ])
    expect(listTree(odd).map(({ task, depth }) => `${depth} ${task.key}`)).toEqual([
      '0 g',
      '1 x',
      '0 lost',
      '0 self',
    ])
  })
})

describe('fields of tasks', () => {
  it('are set for several tasks, and removed', () => {
    const edit = setTasks(['a', 'z'], { condition: 'always' }, 'condition')
    const set = edit.change(club)
    expect(set.tasks.map(({ condition }) => condition ?? '-')).toEqual(['always', '-', '-', '-', 'always'])
    expect(edit.change(set)).toBe(set)
    const cleared = setTasks(['a', 'z'], { condition: undefined }, 'condition').change(set)
    expect(cleared).toEqual(club)
  })

  it('are changed for each task separately', () => {
    const edit = changeTasks(['a', 'z'], ({ tags, key }) => ({ tags: [...tags, key] }), 'tags')
    expect(edit.change(club).tasks.map(({ tags }) => tags.join())).toEqual(['a', '', '', '', 'z'])
  })

  it('of the plan are set and removed', () => {
    const set = setPlan({ title: 'Choir', reviewLimit: 3 }, 'title').change(club)
    expect(set).toMatchObject({ title: 'Choir', reviewLimit: 3 })
    expect('reviewLimit' in setPlan({ reviewLimit: undefined }, 'review').change(set)).toBe(false)
    expect(setPlan({ title: 'Plan' }, 'title').change(club)).toBe(club)
  })
})

describe('keys', () => {
  it('are changed in all references', () => {
    const plan = planOf([
      ...club.tasks,
      taskOf('c', { dependsOn: ['g.1'], condition: "status('g.1') == 'g.1'" }),
    ])
    const renamed = renameKey(plan, 'g.1', 'first').change(plan)
    expect(drawn(renamed).slice(2, 4)).toEqual(['first[g]', 'g.2(first)[g]'])
    expect(renamed.tasks.at(-1)?.condition).toBe("status('first') == 'g.1'")
    expect(renameKey(plan, 'a', 'z').change(plan)).toBe(plan)
  })

  it('are renumbered without mixing up links', () => {
    expect(done(club, renumber())).toEqual([
      'task-001',
      'task-002(task-001)',
      'task-003[task-002]',
      'task-004(task-003)[task-002]',
      'task-005(task-002 task-001)',
    ])
  })

  it('are unused when suggested', () => {
    const taken = new Set(['a', 'a-2', 'task-003'])
    expect(freeKey(taken, 'a')).toBe('a-3')
    expect(freeKey(taken, 'b')).toBe('b')
    expect(freeKey(taken, 'task-003')).toBe('task-004')
  })
})

describe('pasted tasks', () => {
  it('get unique keys, keep their links, and find their outside dependencies', () => {
    const tasks = done(club, duplicateTasks(club, new Set(['g'])))
    expect(tasks.slice(4, 7)).toEqual(['g-2(a)', 'g.1-2[g-2]', 'g.2-2(g.1-2)[g-2]'])
  })

  it('lose links to missing tasks in another plan', () => {
    const other = planOf([taskOf('x')])
    const paste = pasteTasks(pick(club, ['g.2', 'z']), { beside: 'x', parent: null })
    expect(done(other, paste)).toEqual(['x', 'g.2', 'z'])
    const edited = paste.change(other)
    expect(paste.select?.(edited, other)).toEqual(['g.2', 'z'])
  })
})
