import { createRoute, useNavigate } from '@tanstack/react-router'
import { RunPage } from '../../features/run/run-page.tsx'
import { parseRunSearch } from '../../features/run/run-search.ts'
import { root } from '../root.tsx'

export const run = createRoute({
  getParentRoute: () => root,
  path: '/runs/$runId',
  validateSearch: parseRunSearch,
  component: () => {
    const { runId } = run.useParams()
    const search = run.useSearch()
    const navigate = useNavigate({ from: '/runs/$runId' })
    return (
      <RunPage
        key={runId}
        runId={runId}
        search={search}
        onSearch={(next) => void navigate({ to: '/runs/$runId', params: { runId }, search: next })}
      />
    )
  },
})
