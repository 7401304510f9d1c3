import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { dropSession, findSession, keepSession } from '../../stores/plan-session.ts'
import { keeperOf } from './autosave-registry.ts'

/** Takes the place of an id in the address of a new plan. */
export const newAddress = 'new'

export const openPlanKey = (address: string) => ['open plan', address] as const

/** Opens an empty plan. An unsaved plan at `new` moves to its own address first. */
export function useNewPlan(): () => Promise<void> {
  const navigate = useNavigate()
  const router = useRouter()
  const queries = useQueryClient()
  const go = (planId: string) => navigate({ to: '/plans/$planId', params: { planId }, search: {} })
  return async () => {
    const id = await nameBegunPlan()
    // Visit the plan's own address first, so that going back leads to it.
    if (id !== null && router.state.location.pathname === `/plans/${newAddress}`) await go(id)
    queries.removeQueries({ queryKey: openPlanKey(newAddress) })
    await go(newAddress)
  }
}

/**
 * Moves the plan at `new` to its own address and returns its id. Null if no plan was started, or if it cannot be saved
 * now and stays at `new`.
 */
async function nameBegunPlan(): Promise<string | null> {
  const begun = findSession(newAddress)
  const keeper = begun === null ? null : keeperOf(begun.plan)
  if (begun === null || keeper === null || !(await keeper.flush())) return null
  const id = keeper.state.getState().draft?.id ?? null
  if (id === null) return null
  keepSession(id, begun)
  dropSession(newAddress)
  return id
}
