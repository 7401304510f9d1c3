import { createRoute, useNavigate } from '@tanstack/react-router'
import { parseMemorySearch } from '../../features/memory/memory-search.ts'
import { lazyScreen } from '../../ui/lazy-screen.tsx'
import { root } from '../root.tsx'

const MemoryPage = lazyScreen(async () => (await import('../../features/memory/memory-page.tsx')).MemoryPage)

export const memory = createRoute({
  getParentRoute: () => root,
  path: '/memory',
  validateSearch: parseMemorySearch,
  component: () => {
    const search = memory.useSearch()
    const navigate = useNavigate({ from: '/memory' })
    return (
      <MemoryPage
        search={search}
        onSearch={(next) => void navigate({ to: '/memory', search: next, replace: true })}
      />
    )
  },
})
