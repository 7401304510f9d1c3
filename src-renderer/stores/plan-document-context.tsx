import { createContext, use } from 'react'
import { useStore } from 'zustand'
import type { PlanDocumentState, PlanDocumentStore } from './plan-document.ts'

const PlanDocumentContext = createContext<PlanDocumentStore | null>(null)

export const PlanDocumentProvider = PlanDocumentContext.Provider

export function usePlanDocumentStore(): PlanDocumentStore {
  const store = use(PlanDocumentContext)
  if (store === null) throw new Error('No plan is open here')
  return store
}

export const usePlanDocument = <T,>(read: (state: PlanDocumentState) => T): T =>
  useStore(usePlanDocumentStore(), read)
