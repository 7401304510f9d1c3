import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { isDraftAddress } from '../../../entities/drafts/open-draft.ts'
import { newAddress } from '../../../entities/drafts/use-new-plan.ts'
import { dropSession, keepSession } from '../../../stores/plan-session.ts'
import { usePlanSession } from '../../../stores/plan-session-context.tsx'
import type { DesignerSearch } from '../designer-search.ts'
import { addressOf } from '../open-plan.ts'
import { useAutosaveState } from './use-autosave.ts'

interface Place {
  readonly address: string
  readonly search: DesignerSearch
}

/** A plan that became a draft is at the address of that, so that a reload finds it. */
export function useDraftAddress({ address, search }: Place): void {
  const session = usePlanSession()
  const { draft } = useAutosaveState()
  const navigate = useNavigate({ from: '/plans/$planId' })
  const { goal = null } = search
  const id = draft?.id
  useEffect(() => {
    if (id === undefined || id === address) return
    if (address !== newAddress && !isDraftAddress(address)) return
    keepSession(id, session)
    dropSession(addressOf(address, goal))
    void navigate({
      to: '/plans/$planId',
      params: { planId: id },
      search: ({ goal: _, ...rest }) => rest,
      replace: true,
    })
  }, [id, address, goal, session, navigate])
}
