import { createContext, use } from 'react'
import { useStore } from 'zustand'
import { present } from '#shared/assert.ts'
import type { PlanDocumentState, PlanDocumentStore } from './plan-document.ts'

const PlanDocumentContext = createContext<PlanDocumentStore | null>(null)

export const PlanDocumentProvider = PlanDocumentContext.Provider

export const usePlanDocumentStore = (): PlanDocumentStore =>
  present(use(PlanDocumentContext), 'the open plan')

export const usePlanDocument = <T,>(read: (state: PlanDocumentState) => T): T =>
  useStore(usePlanDocumentStore(), read)
