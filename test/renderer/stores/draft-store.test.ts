import { describe, expect, it } from 'vitest'
import { type DraftState, isChanged, leave, noDraft, step } from '../../../src-renderer/stores/draft-store.ts'
import {
  canRedo,
  changeTo,
  documentOf,
  redo,
  startHistory,
  undo,
} from '../../../src-renderer/stores/history.ts'
import { planOf, taskOf } from '../../support/engine.ts'

const first = planOf([taskOf('a')], { title: 'First' })
const second = { ...first, title: 'Second' }
const third = { ...first, title: 'Third' }

describe('the history of a draft', () => {
  it('goes back and forth, and is the same object where there is no step to take', () => {
    const history = changeTo(startHistory(first), second)
    expect(documentOf(undo(history)).title).toBe('First')
    expect(documentOf(redo(undo(history))).title).toBe('Second')
    expect(undo(undo(history))).toEqual(undo(history))
    expect(redo(history)).toBe(history)
    expect(changeTo(history, second)).toBe(history)
  })

  it('forgets what was undone once something else is done', () => {
    const history = changeTo(undo(changeTo(startHistory(first), second)), third)
    expect(canRedo(history)).toBe(false)
    expect(documentOf(undo(history))).toBe(first)
  })

  it('holds the newest five hundred states', () => {
    let history = startHistory(first)
    for (let at = 0; at < 600; at += 1) history = changeTo(history, { ...first, title: String(at) })
    expect(history.states).toHaveLength(500)
    expect(documentOf(history).title).toBe('599')
  })
})

describe('a draft that is left', () => {
  const opened: DraftState = {
    origin: { type: 'kept', planId: 'plan_1' },
    history: startHistory(first),
    isLeaving: false,
  }
  const changed = step(opened, (history) => changeTo(history, second))

  it('is put away where nothing was changed', () => {
    expect(leave(opened)).toEqual(noDraft)
    expect(leave({ ...opened, history: null })).toEqual(noDraft)
  })

  it('is asked about where something was, and not once that was taken back', () => {
    expect(isChanged(changed)).toBe(true)
    expect(leave(changed)).toEqual({ ...changed, isLeaving: true })
    expect(leave(step(changed, undo))).toEqual(noDraft)
  })

  it('is not being left any more once it is edited further', () => {
    expect(step(leave(changed), undo).isLeaving).toBe(false)
    expect(step(changed, redo)).toBe(changed)
  })
})
