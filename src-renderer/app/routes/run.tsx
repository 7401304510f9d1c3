import { createRoute, lazyRouteComponent, useNavigate } from '@tanstack/react-router'
import { parseRunSearch } from '../../features/run/run-search.ts'
import { root } from '../root.tsx'

const loadPage = () => import('../../features/run/run-page.tsx')
const RunPage = lazyRouteComponent(loadPage, 'RunPage')

/** The screen that is opened most, before it is: it is not to wait for its program as well as for its tasks. */
export const fetchRunPage = (): void => {
  // One that cannot be had now is asked for again, and said, when the screen is opened.
  loadPage().catch(() => {})
}

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
