import { createContext, use } from 'react'
import { present } from '#shared/assert.ts'
import { words } from '#shared/words/words.ts'
import type { Edit } from '../../entities/plans/edits/edit.ts'
import { groupTasks, ungroup } from '../../entities/plans/edits/groups.ts'
import { connect, createRefusal, disconnect } from '../../entities/plans/edits/links.ts'
import { indent, moveTasks, outdent } from '../../entities/plans/edits/order.ts'
import { duplicateTasks } from '../../entities/plans/edits/paste.ts'
import { reconnect, removeTasks, seamOf } from '../../entities/plans/edits/remove.ts'
import { addTask, type Place, setTasks } from '../../entities/plans/edits/tasks.ts'
import {
  edit,
  type PlanDocumentStore,
  redoEdit,
  selectTasks,
  undoEdit,
  undoLater,
} from '../../stores/plan-document.ts'
import { showToast } from '../../ui/toast.tsx'
import type { DesignerUiStore } from './designer-ui.ts'

export type Actions = ReturnType<typeof createActions>

/** Undo action for a toast button. Shows a note if the plan has changed since. */
export function undoOf(plan: PlanDocumentStore): () => void {
  const take = undoLater(plan)
  return () => {
    if (!take()) showToast({ title: words.designer.changedSince })
  }
}

/** All manual plan edits, shared by every view, button, key and menu. */
export function createActions(plan: PlanDocumentStore, ui: DesignerUiStore) {
  const document = () => plan.getState().document
  const selected = () => plan.getState().selection
  const act = (change: Edit) => edit(plan, change)
  const nameNext = () => ui.setState({ naming: selected().lead })
  const add = (place: Place) => {
    act(addTask(words.designer.newTask, place))
    nameNext()
  }
  const remove = (keys: ReadonlySet<string>) => {
    const before = document()
    const seam = seamOf(before, keys)
    const removal = removeTasks(before, keys)
    act(removal)
    if (document() === before) return
    const step = plan.getState().past.at(-1)
    const close = showToast({
      onClose: () => stop(),
      title: words.designer.deleted(removal.label),
      undo: undoOf(plan),
      ...(seam !== null && {
        offer: {
          label: words.designer.reconnect(seam.before, seam.after),
          run: () => act(reconnect(before, keys)),
        },
      }),
    })
    // Close the toast when the change is undone in another way.
    const stop = plan.subscribe(({ past }) => {
      if (step === undefined || !past.includes(step)) close()
    })
  }
  const link = (from: string, to: string) => {
    const refusal = createRefusal(document())(from, to)
    if (refusal === null) act(connect(document(), [from], to))
    else showToast({ title: refusal })
  }
  return {
    act,
    add,
    pick: (place: Place) => ui.setState({ picking: place }),
    pickAfter: () => ui.setState({ picking: { after: selected().lead } }),
    addAfter: () => add({ after: selected().lead }),
    addBefore: () => add({ before: selected().lead }),
    addBeside: () => add({ beside: selected().lead }),
    remove,
    removeSelected: () => remove(selected().keys),
    rename: (key: string, title: string) => act(setTasks([key], { title }, words.designer.fields.title)),
    nameNext,
    connect: link,
    disconnect: (from: string, to: string) => act(disconnect(document(), from, to)),
    duplicate: () => act(duplicateTasks(document(), selected().keys)),
    group: () => {
      act(groupTasks(selected().keys, words.designer.newGroup))
      nameNext()
    },
    ungroup: () => act(ungroup(document(), selected().keys)),
    moveUp: () => act(moveTasks(selected().keys, -1)),
    moveDown: () => act(moveTasks(selected().keys, 1)),
    indent: () => act(indent(selected().keys)),
    outdent: () => act(outdent(selected().keys)),
    selectAll: () =>
      selectTasks(
        plan,
        document().tasks.map(({ key }) => key),
        selected().lead,
      ),
    selectNone: () => selectTasks(plan, []),
    select: (key: string) => selectTasks(plan, [key], key),
    undo: () => undoEdit(plan),
    redo: () => redoEdit(plan),
  }
}

const ActionsContext = createContext<Actions | null>(null)

export const ActionsProvider = ActionsContext.Provider
export const useActions = (): Actions => present(use(ActionsContext), 'the designer')
