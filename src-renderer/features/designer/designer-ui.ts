import { createContext, use } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { present } from '#shared/assert.ts'
import type { Place } from '../../entities/plans/edits/tasks.ts'
import type { DesignerView } from './designer-search.ts'

/** Interface state of the designer outside of the plan. */
interface DesignerUi {
  readonly view: DesignerView
  /** Key of the task whose title field gets the focus, in any view. */
  readonly naming: string | null
  /** Finding that the keyboard navigation has reached. */
  readonly findingId: string | null
  /** Position for the task being chosen in the picker; null if the picker is closed. */
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

/** Moves the focus back to the graph or the outline after a field is closed. */
export function focusView(): void {
  const view = document.querySelector('[data-plan-view]')
  const target = view?.querySelector(
    '[role=treegrid], [role=application], .react-flow[tabindex], [tabindex="0"]',
  )
  if (target instanceof HTMLElement) target.focus()
}
