import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { type BudgetLevels, levelsOf, risenLevels } from '../../../entities/notices/budget-levels.ts'
import { describeBudget } from '../../../entities/notices/notice-words.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { deliver } from './deliver.ts'

/** Sends a notice when a budget is nearly spent and when it is used up. */
export function useBudgetNotices(): void {
  const { orpc } = useRpc()
  const router = useRouter()
  const balances = useQuery(orpc.budgets.listCaps.queryOptions()).data?.caps
  const known = useRef<BudgetLevels | null>(null)
  useEffect(() => {
    if (balances === undefined) return
    const now = levelsOf(balances)
    const risen = known.current === null ? [] : risenLevels(known.current, now)
    known.current = now
    const at = Date.now()
    const notices = risen.map(({ key, level }) => {
      const cap = balances.find((each) => each.key === key)
      const runId = cap?.run?.id ?? null
      const of = cap?.run?.title ?? cap?.name ?? key
      const title = describeBudget(level, of)
      return {
        ...{ id: `budget:${key}:${level}:${at}`, kind: level, runId, runTitle: of, taskKey: null },
        ...{ title, at, isRead: false, approvalIds: [] },
      }
    })
    if (notices.length > 0) deliver(notices, router)
  }, [balances, router])
}
