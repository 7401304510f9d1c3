import { createRoute, useNavigate } from '@tanstack/react-router'
import { LogPage } from '../../features/log/log-page.tsx'
import { parseLogSearch } from '../../features/log/log-search.ts'
import { root } from '../root.tsx'

export const log = createRoute({
  getParentRoute: () => root,
  path: '/log',
  validateSearch: parseLogSearch,
  component: () => {
    const search = log.useSearch()
    const navigate = useNavigate({ from: '/log' })
    return (
      <LogPage
        search={search}
        onSearch={(next) => void navigate({ to: '/log', search: next, replace: true })}
      />
    )
  },
})
