import { createStore } from 'zustand/vanilla'
import type { PlanDocument } from '#shared/model/plan.ts'
import { canUndo, changeTo, type History, redo, startHistory, undo } from './history.ts'

/** What a draft is made from: a goal that is planned before anything runs, or a plan that is kept. */
export type DraftOrigin =
  | { readonly type: 'goal'; readonly goal: string }
  | { readonly type: 'kept'; readonly planId: string }

/** The one plan that is being looked at and changed, until it is kept or put away. */
export interface DraftState {
  readonly origin: DraftOrigin | null
  /** Null until its plan is there. */
  readonly history: History | null
  /** It was changed and the person turned away: they are asked. */
  readonly isLeaving: boolean
}

export const noDraft: DraftState = { origin: null, history: null, isLeaving: false }

export const isChanged = ({ history }: DraftState): boolean => history !== null && canUndo(history)

/** A draft that was changed is not dropped unasked. */
export const leave = (state: DraftState): DraftState =>
  isChanged(state) ? { ...state, isLeaving: true } : noDraft

/** With a step in its history; the same object when there is none to take. */
export function step(state: DraftState, take: (history: History) => History): DraftState {
  const history = state.history === null ? null : take(state.history)
  return history === state.history ? state : { ...state, history, isLeaving: false }
}

export const draftStore = createStore<DraftState>(() => noDraft)

const open = (origin: DraftOrigin): void => draftStore.setState({ ...noDraft, origin }, true)
export const draftPlan = (goal: string): void => open({ type: 'goal', goal })
export const openPlan = (planId: string): void => open({ type: 'kept', planId })
export const beginDraft = (document: PlanDocument): void =>
  draftStore.setState({ history: startHistory(document) })
export const changeDraft = (document: PlanDocument): void =>
  draftStore.setState((state) => step(state, (history) => changeTo(history, document)), true)
export const undoDraft = (): void => draftStore.setState((state) => step(state, undo), true)
export const redoDraft = (): void => draftStore.setState((state) => step(state, redo), true)
export const leaveDraft = (): void => draftStore.setState(leave, true)
export const stayWithDraft = (): void => draftStore.setState({ isLeaving: false })
export const putDraftAway = (): void => draftStore.setState(noDraft, true)
