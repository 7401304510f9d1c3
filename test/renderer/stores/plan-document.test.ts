import { describe, expect, it } from 'vitest'
import { removeTasks } from '../../../src-renderer/entities/plans/edits/remove.ts'
import { addTask, setTasks } from '../../../src-renderer/entities/plans/edits/tasks.ts'
import {
  applyEdit,
  goTo,
  openDocument,
  redo,
  select,
  selectionOf,
  undo,
  undoIfLast,
} from '../../../src-renderer/stores/plan-document.ts'
import { club } from '../entities/plans/edits/plans.ts'

const opened = openDocument(club)
const rename = (title: string) => setTasks(['a'], { title }, 'title')

describe('a plan document', () => {
  it('selects added tasks, and restores the selection with undo', () => {
    const chosen = select(opened, selectionOf(['a', 'z']))
    const added = applyEdit(chosen, addTask('Sing'), 0)
    expect(added.selection).toEqual(selectionOf(['task-006']))
    const back = undo(added)
    expect(back.document).toBe(club)
    expect(back.selection).toEqual(selectionOf(['a', 'z'], 'z'))
    expect(redo(back)).toMatchObject({ document: added.document, selection: added.selection, future: [] })
  })

  it('combines continuous typing into one step', () => {
    const typed = ['S', 'Si', 'Sing'].reduce(
      (state, title, at) => applyEdit(state, rename(title), at * 100),
      opened,
    )
    expect(typed.past).toHaveLength(1)
    expect(undo(typed).document).toBe(club)
    expect(applyEdit(typed, rename('Singing'), 10_000).past).toHaveLength(2)
  })

  it('starts another step after an undo', () => {
    const typed = applyEdit(opened, rename('S'), 0)
    const again = applyEdit(undo(typed), rename('T'), 100)
    expect(again.past).toHaveLength(1)
    expect(again.future).toHaveLength(0)
    expect(undo(again).document).toBe(club)
  })

  it('is the same object without changes', () => {
    expect(applyEdit(opened, rename('Task a'), 0)).toBe(opened)
    expect(undo(opened)).toBe(opened)
    expect(redo(opened)).toBe(opened)
    expect(select(opened, selectionOf([]))).toBe(opened)
  })

  it('removes deleted tasks from the selection, and selects a neighbor', () => {
    const chosen = select(opened, selectionOf(['a']))
    expect(applyEdit(chosen, removeTasks(club, ['a']), 0).selection.lead).toBe('g')
  })

  it('undoes a named step only if it is the last', () => {
    const once = applyEdit(opened, addTask('Sing'), 0)
    const [step] = once.past
    if (step === undefined) throw new Error('there is a step')
    expect(undoIfLast(once, step).document).toBe(club)
    const twice = applyEdit(once, addTask('Dance'), 10_000)
    expect(undoIfLast(twice, step)).toBe(twice)
    expect(undoIfLast(undo(once), step).document).toBe(club)
  })

  it('keeps 500 named steps, and moves to any of them', () => {
    const long = Array.from({ length: 600 }).reduce<typeof opened>(
      (state, _, at) => applyEdit(state, addTask(`T${at}`), at * 10_000),
      opened,
    )
    expect(long.past).toHaveLength(500)
    expect(long.past.at(-1)?.label).toBe('Add “T599”')
    expect(goTo(long, 3).past).toHaveLength(3)
    expect(goTo(goTo(long, 3), 500).document).toBe(long.document)
  })
})
