import { createContext, use } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { present } from '#shared/assert.ts'
import type { Place } from '../../entities/plans/edits/tasks.ts'
import type { DesignerView } from './designer-search.ts'

/** The open parts of the designer beside the plan. */
interface DesignerUi {
  readonly view: DesignerView
  /** The task whose title is to be typed next, wherever it is shown. */
  readonly naming: string | null
  /** Which finding the keys are at. */
  readonly findingId: string | null
  /** Where a task is to be added that is being chosen; null: none is. */
  readonly picking: Place | null
  /** The search text; null without a search. */
  readonly find: string | null
}

export type DesignerUiStore = StoreApi<DesignerUi>
export const createDesignerUi = (): DesignerUiStore =>
  createStore<DesignerUi>(() => ({ view: 'graph', naming: null, findingId: null, find: null, picking: null }))

const UiContext = createContext<DesignerUiStore | null>(null)
export const DesignerUiProvider = UiContext.Provider

export const useDesignerUiStore = (): DesignerUiStore => present(use(UiContext), 'the designer')

export const useDesignerUi = <T>(read: (ui: DesignerUi) => T): T => useStore(useDesignerUiStore(), read)

/** Back to the graph or the outline, from a field that is done with. */
export function focusView(): void {
  const view = document.querySelector('[data-plan-view]')
  const target = view?.querySelector(
    '[role=treegrid], [role=application], .react-flow[tabindex], [tabindex="0"]',
  )
  if (target instanceof HTMLElement) target.focus()
}
