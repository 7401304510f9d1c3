import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Notice } from './notice.ts'

/** What this window told, newest first. */
export const noticeStore = createStore<{ list: readonly Notice[] }>(() => ({ list: [] }))

export const useNotices = (): readonly Notice[] => useStore(noticeStore, ({ list }) => list)

export const changeNotices = (change: (list: readonly Notice[]) => readonly Notice[]): void =>
  noticeStore.setState(({ list }) => ({ list: change(list) }))
