import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** What the frame lays over a screen: one thing at a time. */
export type Overlay = 'palette' | 'keys' | 'notices'

const overlayStore = createStore<{ open: Overlay | null }>(() => ({ open: null }))

export const openOverlay = (open: Overlay): void => overlayStore.setState({ open })
export const closeOverlay = (): void => overlayStore.setState({ open: null })
export const toggleOverlay = (overlay: Overlay): void =>
  overlayStore.setState(({ open }) => ({ open: open === overlay ? null : overlay }))

export const useOverlay = (overlay: Overlay): boolean =>
  useStore(overlayStore, ({ open }) => open === overlay)
