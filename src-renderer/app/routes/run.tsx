import { createRoute, useNavigate } from '@tanstack/react-router'
import { parseRunSearch } from '../../features/run/run-search.ts'
import { lazyScreen } from '../../ui/lazy-screen.tsx'
import { root } from '../root.tsx'

const RunPage = lazyScreen(async () => (await import('../../features/run/run-page.tsx')).RunPage)

/** The screen that is opened most, before it is: it is not to wait for its program as well as for its tasks. */
export const fetchRunPage = RunPage.prefetch

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
