import { createRoute, useNavigate } from '@tanstack/react-router'
import { parseAgentsSearch } from '../../features/agents/agents-search.ts'
import { lazyScreen } from '../../ui/lazy-screen.tsx'
import { root } from '../root.tsx'

const AgentsPage = lazyScreen(async () => (await import('../../features/agents/agents-page.tsx')).AgentsPage)

export const agents = createRoute({
  getParentRoute: () => root,
  path: '/agents',
  validateSearch: parseAgentsSearch,
  component: () => {
    const search = agents.useSearch()
    const navigate = useNavigate({ from: '/agents' })
    return <AgentsPage search={search} onSearch={(next) => void navigate({ to: '/agents', search: next })} />
  },
})
