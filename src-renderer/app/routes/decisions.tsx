import { createRoute, useNavigate } from '@tanstack/react-router'
import { type DecisionsSearch, parseDecisionsSearch } from '../../features/decisions/decisions-search.ts'
import { lazyScreen } from '../../ui/lazy-screen.tsx'
import { root } from '../root.tsx'

const DecisionsPage = lazyScreen(
  async () => (await import('../../features/decisions/decisions-page.tsx')).DecisionsPage,
)

export const decisions = createRoute({
  getParentRoute: () => root,
  path: '/decisions',
  validateSearch: parseDecisionsSearch,
  component: () => {
    const search = decisions.useSearch()
    const navigate = useNavigate({ from: '/decisions' })
    return (
      <DecisionsPage
        search={search}
        onSearch={(next: DecisionsSearch) => void navigate({ to: '/decisions', search: next, replace: true })}
      />
    )
  },
})
