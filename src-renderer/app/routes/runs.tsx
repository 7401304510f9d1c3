import { createRoute, useNavigate } from '@tanstack/react-router'
import { parseRunsSearch } from '../../features/runs/runs-search.ts'
import { lazyScreen } from '../../ui/lazy-screen.tsx'
import { root } from '../root.tsx'

const RunsPage = lazyScreen(async () => (await import('../../features/runs/runs-page.tsx')).RunsPage)

export const runs = createRoute({
  getParentRoute: () => root,
  path: '/runs',
  validateSearch: parseRunsSearch,
  component: () => {
    const search = runs.useSearch()
    const navigate = useNavigate({ from: '/runs' })
    return (
      <RunsPage
        search={search}
        onSearch={(next) => void navigate({ to: '/runs', search: next, replace: true })}
      />
    )
  },
})
