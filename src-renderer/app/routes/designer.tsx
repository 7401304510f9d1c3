import { createRoute, useNavigate } from '@tanstack/react-router'
import { parseDesignerSearch } from '../../features/designer/designer-search.ts'
import { lazyScreen } from '../../ui/lazy-screen.tsx'
import { root } from '../root.tsx'

const DesignerPage = lazyScreen(
  async () => (await import('../../features/designer/designer-page.tsx')).DesignerPage,
)

/** A kept plan, or a draft of one: both have an id. `new` is a plan that has none yet. */
export const designer = createRoute({
  getParentRoute: () => root,
  path: '/plans/$planId',
  validateSearch: parseDesignerSearch,
  component: () => {
    const { planId } = designer.useParams()
    const search = designer.useSearch()
    const navigate = useNavigate({ from: '/plans/$planId' })
    return (
      <DesignerPage
        address={planId}
        search={search}
        onSearch={(next) =>
          void navigate({ to: '/plans/$planId', params: { planId }, search: next, replace: true })
        }
      />
    )
  },
})
