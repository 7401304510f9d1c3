import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { dropSession, findSession, keepSession } from '../../stores/plan-session.ts'
import { keeperOf } from './autosave-registry.ts'

/** In the address of a plan, in place of an id. */
export const newAddress = 'new'

/** The query key of the plan at an address. */
export const openPlanKey = (address: string) => ['open plan', address] as const

/** Opens an empty plan. A started plan without its own address gets one first. */
export function useNewPlan(): () => Promise<void> {
  const navigate = useNavigate()
  const router = useRouter()
  const queries = useQueryClient()
  const go = (planId: string) => navigate({ to: '/plans/$planId', params: { planId }, search: {} })
  return async () => {
    const id = await nameBegunPlan()
    // By way of its address, so that going back leads to it.
    if (id !== null && router.state.location.pathname === `/plans/${newAddress}`) await go(id)
    queries.removeQueries({ queryKey: openPlanKey(newAddress) })
    await go(newAddress)
  }
}

/** Null: nothing was begun, or what was cannot be saved now and stays where it is. */
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
