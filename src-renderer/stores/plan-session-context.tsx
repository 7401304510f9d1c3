import { createContext, type ReactNode, use } from 'react'
import { useStore } from 'zustand'
import { present } from '#shared/assert.ts'
import { PlanDocumentProvider } from './plan-document-context.tsx'
import type { Origin, PlanSession } from './plan-session.ts'

const SessionContext = createContext<PlanSession | null>(null)

export function PlanSessionProvider({ value, children }: { value: PlanSession; children: ReactNode }) {
  return (
    <SessionContext value={value}>
      <PlanDocumentProvider value={value.plan}>{children}</PlanDocumentProvider>
    </SessionContext>
  )
}

export const usePlanSession = (): PlanSession => present(use(SessionContext), 'the open plan')

export const useOrigin = <T,>(read: (origin: Origin) => T): T => useStore(usePlanSession().origin, read)
