import { createRoute, useNavigate } from '@tanstack/react-router'
import { parseCompareSearch } from '../../features/compare/compare-search.ts'
import { lazyScreen } from '../../ui/lazy-screen.tsx'
import { root } from '../root.tsx'

const ComparePage = lazyScreen(
  async () => (await import('../../features/compare/compare-page.tsx')).ComparePage,
)

export const compare = createRoute({
  getParentRoute: () => root,
  path: '/compare',
  validateSearch: parseCompareSearch,
  component: () => {
    const search = compare.useSearch()
    const navigate = useNavigate({ from: '/compare' })
    return (
      <ComparePage search={search} onSearch={(next) => void navigate({ to: '/compare', search: next })} />
    )
  },
})
