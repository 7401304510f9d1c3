import type { PlanDocument } from '#shared/model/plan.ts'

/** All that a draft was, oldest first, and where one stands in it. */
export interface History {
  readonly states: readonly PlanDocument[]
  readonly at: number
}

const maxStates = 500

export const startHistory = (document: PlanDocument): History => ({ states: [document], at: 0 })

export function documentOf({ states, at }: History): PlanDocument {
  const document = states[at]
  if (document === undefined) throw new RangeError(`A draft of ${states.length} states has none at ${at}`)
  return document
}

/** A step ahead; what was undone before is gone. The same object when nothing changed. */
export function changeTo(history: History, document: PlanDocument): History {
  if (document === documentOf(history)) return history
  const states = [...history.states.slice(0, history.at + 1), document].slice(-maxStates)
  return { states, at: states.length - 1 }
}

export const canUndo = ({ at }: History): boolean => at > 0
export const canRedo = ({ states, at }: History): boolean => at < states.length - 1

export const undo = (history: History): History =>
  canUndo(history) ? { ...history, at: history.at - 1 } : history
export const redo = (history: History): History =>
  canRedo(history) ? { ...history, at: history.at + 1 } : history
