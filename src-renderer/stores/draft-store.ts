import { createStore } from 'zustand/vanilla'

/** The goal that a person wants planned before anything runs, until its plan is kept or put away. */
export const draftStore = createStore<{ goal: string | null }>(() => ({ goal: null }))

export const draftPlan = (goal: string): void => draftStore.setState({ goal })
export const putDraftAway = (): void => draftStore.setState({ goal: null })
