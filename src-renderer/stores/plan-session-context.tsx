import { createContext, type ReactNode, use } from 'react'
import { useStore } from 'zustand'
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

export function usePlanSession(): PlanSession {
  const session = use(SessionContext)
  if (session === null) throw new Error('No plan is open here')
  return session
}

export const useOrigin = <T,>(read: (origin: Origin) => T): T => useStore(usePlanSession().origin, read)
