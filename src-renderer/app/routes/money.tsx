import { createRoute, useNavigate } from '@tanstack/react-router'
import { lazy } from 'react'
import { parseMoneySearch } from '../../features/money/money-search.ts'
import { root } from '../root.tsx'

const MoneyPage = lazy(async () => ({
  default: (await import('../../features/money/money-page.tsx')).MoneyPage,
}))

export const money = createRoute({
  getParentRoute: () => root,
  path: '/money',
  validateSearch: parseMoneySearch,
  component: () => {
    // The router hands on what was not understood, too.
    const search = parseMoneySearch(money.useSearch())
    const navigate = useNavigate({ from: '/money' })
    return <MoneyPage search={search} onSearch={(next) => void navigate({ to: '/money', search: next })} />
  },
})
