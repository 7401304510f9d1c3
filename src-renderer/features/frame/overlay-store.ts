import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** Overlays of the frame. At most one is open. */
export type Overlay = 'palette' | 'keys' | 'notices'

const overlayStore = createStore<{ open: Overlay | null }>(() => ({ open: null }))

let wasNowhere = false
overlayStore.subscribe(({ open }) => {
  if (open !== null) wasNowhere = document.activeElement === document.body
})

export const openOverlay = (open: Overlay): void => overlayStore.setState({ open })
export const closeOverlay = (): void => overlayStore.setState({ open: null })
export const toggleOverlay = (overlay: Overlay): void =>
  overlayStore.setState(({ open }) => ({ open: open === overlay ? null : overlay }))

/**
 * Returns true if the dialog may restore the focus. If nothing was focused before, `main` gets the focus. Returns
 * false if an action in the dialog already moved the focus elsewhere.
 */
export function focusAfter(): boolean {
  const focused = document.activeElement ?? document.body
  if (focused !== document.body && focused.closest('[role=dialog]') === null) return false
  if (wasNowhere) requestAnimationFrame(() => document.getElementById('main')?.focus())
  return !wasNowhere
}

export const useOverlay = (overlay: Overlay): boolean =>
  useStore(overlayStore, ({ open }) => open === overlay)
