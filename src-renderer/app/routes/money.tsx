import { createRoute, useNavigate } from '@tanstack/react-router'
import { parseMoneySearch } from '../../features/money/money-search.ts'
import { lazyScreen } from '../../ui/lazy-screen.tsx'
import { root } from '../root.tsx'

const MoneyPage = lazyScreen(async () => (await import('../../features/money/money-page.tsx')).MoneyPage)

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
