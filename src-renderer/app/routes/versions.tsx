import { createRoute, useNavigate } from '@tanstack/react-router'
import { parseVersionsSearch } from '../../features/designer/versions/pair.ts'
import { lazyScreen } from '../../ui/lazy-screen.tsx'
import { root } from '../root.tsx'

const VersionsPage = lazyScreen(
  async () => (await import('../../features/designer/versions/versions-page.tsx')).VersionsPage,
)

/** Of a plan, by the id of any of its versions; two are compared. */
export const versions = createRoute({
  getParentRoute: () => root,
  path: '/plans/$planId/versions',
  validateSearch: parseVersionsSearch,
  component: () => {
    const { planId } = versions.useParams()
    const navigate = useNavigate({ from: '/plans/$planId/versions' })
    return (
      <VersionsPage
        planId={planId}
        search={versions.useSearch()}
        onSearch={(search) =>
          void navigate({ to: '/plans/$planId/versions', params: { planId }, search, replace: true })
        }
      />
    )
  },
})
