import { createStore } from 'zustand/vanilla'

/** The file that the user chose or dropped, until it is imported or dismissed. */
export const importStore = createStore<{ file: File | null }>(() => ({ file: null }))

export const offerFile = (file: File): void => importStore.setState({ file })
export const putFileAway = (): void => importStore.setState({ file: null })
