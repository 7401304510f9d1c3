import { createRoute, useNavigate } from '@tanstack/react-router'
import { HomePage } from '../../features/home/home-page.tsx'
import { parseHomeSearch } from '../../features/home/home-search.ts'
import { root } from '../root.tsx'

export const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: parseHomeSearch,
  component: () => {
    const search = home.useSearch()
    const navigate = useNavigate({ from: '/' })
    return <HomePage search={search} onSearch={(next) => void navigate({ to: '/', search: next })} />
  },
})
