import { describe, expect, it } from 'vitest'
import { type KeyActions, type KeyPress, pressKey } from '../../../src-renderer/graph/graph-keys.ts'
import { createLayoutIndex } from '../../../src-renderer/graph/layout/layout-index.ts'
import { layoutPlan } from '../../../src-renderer/graph/layout/layout-plan.ts'
import { group, task } from './plans.ts'

const layoutIndex = createLayoutIndex(layoutPlan([task('a'), task('b', ['a']), group('g')], new Set(['g'])))

interface Held extends Pick<KeyPress, 'altKey' | 'ctrlKey' | 'shiftKey'> {
  readonly cursor: string | null
  readonly isEditing: boolean
}

/** Action of `key` with the cursor on `cursor`, as text; null if the graph ignores the key. */
function press(key: string, given: Partial<Held> = {}): string | null {
  const { cursor = 'a', isEditing = false, ...held } = given
  let done: string | null = null
  let isTaken = false
  const say = (verb: string) => (given?: unknown) => {
    done = given === undefined ? verb : `${verb} ${String(given)}`
  }
  const actions: KeyActions = {
    moveTo: (to, { isExtending }) => say(isExtending ? 'extend to' : 'move to')(to),
    open: say('open'),
    toggleGroup: say('toggle group'),
    toggleChosen: say('toggle choice of'),
    leave: () => say('leave')(),
    find: () => say('find')(),
    ...(isEditing && {
      rename: say('rename'),
      connect: say('connect'),
      addAfter: say('add after'),
      addBefore: say('add before'),
      remove: () => say('remove')(),
      nextEdge: say('next edge of'),
    }),
  }
  const event = { key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held }
  pressKey(
    { layoutIndex, cursor, actions },
    {
      ...event,
      preventDefault: () => {
        isTaken = true
      },
    },
  )
  expect(isTaken).toBe(done !== null)
  return done
}

describe('pressKey', () => {
  it('moves along the edges, and extends the selection with Shift', () => {
    expect(press('ArrowRight')).toBe('move to b')
    expect(press('ArrowLeft', { cursor: 'b', shiftKey: true })).toBe('extend to a')
  })

  it('starts at the first task', () => {
    expect(press('ArrowDown', { cursor: null })).toBe('move to a')
    expect(press('End')).toBe('move to g')
  })

  it('opens a task, and expands and collapses a group', () => {
    expect(press('Enter')).toBe('open a')
    expect(press(' ', { cursor: 'g' })).toBe('toggle group g')
    expect(press(' ')).toBe('toggle choice of a')
  })

  it('ignores editing keys on a read-only graph', () => {
    for (const key of ['a', 'A', 'c', 'e', 'F2', 'Delete']) expect(press(key)).toBeNull()
  })

  it('edits an editable graph', () => {
    const keys = ['a', 'A', 'c', 'e', 'F2', 'Delete']
    expect(keys.map((key) => press(key, { isEditing: true }))).toEqual([
      'add after a',
      'add before a',
      'connect a',
      'next edge of a',
      'rename a',
      'remove',
    ])
    expect(press('a', { isEditing: true, cursor: null })).toBe('add after null')
  })

  it('leaves keys with a modifier to the commands', () => {
    expect(press('a', { isEditing: true, ctrlKey: true })).toBeNull()
    expect(press('ArrowRight', { altKey: true })).toBeNull()
  })
})
