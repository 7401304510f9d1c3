import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import type { Edit } from '../entities/plans/edits/edit.ts'

export interface Selection {
  readonly keys: ReadonlySet<string>
  /** Key of the task that the inspector, the cursor and keyboard commands apply to; one of `keys`. */
  readonly lead: string | null
}

/** A history step with a plan snapshot: the plan before the step in `past`, the plan after the step in `future`. */
export interface Step {
  readonly label: string
  readonly document: PlanDraft
  readonly selection: Selection
  readonly burst: string | null
  readonly at: number
}

/** A plan in the designer. All views share one document, one selection and one history. */
export interface PlanDocumentState {
  readonly document: PlanDraft
  readonly selection: Selection
  /** Oldest first. */
  readonly past: readonly Step[]
  /** Next first. */
  readonly future: readonly Step[]
}

const noSelection: Selection = { keys: new Set(), lead: null }
const maxSteps = 500
/** Milliseconds without typing after which the next edit starts a new history step. */
const burstMs = 1500

export const openDocument = (document: PlanDraft): PlanDocumentState => ({
  document,
  selection: noSelection,
  past: [],
  future: [],
})

/** Returns the same object if the edit changes nothing. `at`: time of the edit in milliseconds since 1970. */
export function applyEdit(state: PlanDocumentState, edit: Edit, at: number): PlanDocumentState {
  const document = edit.change(state.document)
  if (document === state.document) return state
  const { label, burst = null, select } = edit
  const last = state.past.at(-1)
  const goesOn =
    burst !== null && last?.burst === burst && at - last.at < burstMs && state.future.length === 0
  const begun = goesOn ? last : { document: state.document, selection: state.selection }
  const past = goesOn ? state.past.slice(0, -1) : state.past
  const selection =
    select === undefined
      ? keepSelection(state.selection, document)
      : selectionOf(select(document, state.document))
  return {
    document,
    selection,
    past: [...past, { ...begun, label, burst, at }].slice(-maxSteps),
    future: [],
  }
}

export function undo(state: PlanDocumentState): PlanDocumentState {
  const step = state.past.at(-1)
  if (step === undefined) return state
  const { document, selection } = state
  return {
    document: step.document,
    selection: step.selection,
    past: state.past.slice(0, -1),
    future: [{ ...step, document, selection, burst: null }, ...state.future],
  }
}

export function redo(state: PlanDocumentState): PlanDocumentState {
  const [step, ...future] = state.future
  if (step === undefined) return state
  const { document, selection } = state
  return {
    document: step.document,
    selection: step.selection,
    past: [...state.past, { ...step, document, selection, burst: null }],
    future,
  }
}

/** Undoes a step named in a toast, but only if it is still the last one. Later steps are never undone this way. */
export const undoIfLast = (state: PlanDocumentState, step: Step): PlanDocumentState =>
  state.past.at(-1) === step ? undo(state) : state

/** Undoes or redoes until `past` has `steps` steps. */
export function goTo(state: PlanDocumentState, steps: number): PlanDocumentState {
  let next = state
  while (next.past.length > steps) next = undo(next)
  while (next.past.length < steps && next.future.length > 0) next = redo(next)
  return next
}

/** The last key is the lead unless another is given. */
export function selectionOf(keys: Iterable<string>, lead?: string | null): Selection {
  const set = new Set(keys)
  return {
    keys: set,
    lead: lead !== undefined && lead !== null && set.has(lead) ? lead : ([...set].at(-1) ?? null),
  }
}

export function select(state: PlanDocumentState, selection: Selection): PlanDocumentState {
  const { keys, lead } = state.selection
  const isSame =
    lead === selection.lead &&
    keys.size === selection.keys.size &&
    [...keys].every((key) => selection.keys.has(key))
  return isSame ? state : { ...state, selection }
}

function keepSelection(selection: Selection, { tasks }: PlanDraft): Selection {
  if (selection.keys.size === 0) return selection
  const there = new Set(tasks.map(({ key }) => key))
  const left = [...selection.keys].filter((key) => there.has(key))
  return left.length === selection.keys.size ? selection : selectionOf(left, selection.lead)
}

export type PlanDocumentStore = StoreApi<PlanDocumentState>

export const createPlanDocument = (document: PlanDraft): PlanDocumentStore =>
  createStore<PlanDocumentState>(() => openDocument(document))

export const edit = (store: PlanDocumentStore, change: Edit): void =>
  store.setState((state) => applyEdit(state, change, Date.now()), true)
export const undoEdit = (store: PlanDocumentStore): void => store.setState(undo, true)
/**
 * Returns a function that undoes the current last step later. The returned function reports whether anything was
 * undone.
 */
export function undoLater(store: PlanDocumentStore): () => boolean {
  const step = store.getState().past.at(-1)
  return () => {
    const before = store.getState()
    if (step !== undefined) store.setState(undoIfLast(before, step), true)
    return store.getState() !== before
  }
}
export const redoEdit = (store: PlanDocumentStore): void => store.setState(redo, true)
export const selectTasks = (store: PlanDocumentStore, keys: Iterable<string>, lead?: string | null): void =>
  store.setState((state) => select(state, selectionOf(keys, lead)), true)
