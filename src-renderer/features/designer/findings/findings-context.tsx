import { createContext, type ReactNode, use, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { useRpc } from '../../../rpc/context.tsx'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { useRosterVersion } from '../roster/use-roster.ts'
import { type Findings, noFindings, withFindings } from './findings.ts'

type FindingsStore = StoreApi<Findings>
const FindingsContext = createContext<FindingsStore | null>(null)

/** A pause in typing after which the plan is looked at; a large one is sent less often. */
const pauseMs = (tasks: number): number => (tasks > 1000 ? 800 : 250)

/** Looks the plan over after every change of it, and again when the agents change. What is out of date is not waited for. */
export function FindingsProvider({ children }: { children: ReactNode }) {
  const { client } = useRpc()
  const document = usePlanDocument((state) => state.document)
  const roster = useRosterVersion()
  const [store] = useState(() => createStore<Findings>(() => noFindings))
  useEffect(() => {
    void roster
    const stopping = new AbortController()
    const check = async () => {
      try {
        const { findings } = await client.plans.check({ document }, { signal: stopping.signal })
        if (!stopping.signal.aborted)
          store.setState(
            (before) => withFindings(before, document.tasks.length === 0 ? [] : findings, document),
            true,
          )
      } catch (failure) {
        if (!stopping.signal.aborted) store.setState({ failure })
      }
    }
    const isFirst = store.getState().of === null
    const timer = setTimeout(() => void check(), isFirst ? 0 : pauseMs(document.tasks.length))
    return () => {
      clearTimeout(timer)
      stopping.abort()
    }
  }, [client, document, roster, store])
  return <FindingsContext value={store}>{children}</FindingsContext>
}

export function useFindingsStore(): FindingsStore {
  const store = use(FindingsContext)
  if (store === null) throw new Error('Nothing is looked over here')
  return store
}

export const useFindings = <T,>(read: (findings: Findings) => T): T => useStore(useFindingsStore(), read)
