import { createRoute, useNavigate } from '@tanstack/react-router'
import { parseStatisticsSearch } from '../../features/statistics/statistics-search.ts'
import { lazyScreen } from '../../ui/lazy-screen.tsx'
import { root } from '../root.tsx'

const StatisticsPage = lazyScreen(
  async () => (await import('../../features/statistics/statistics-page.tsx')).StatisticsPage,
)

export const statistics = createRoute({
  getParentRoute: () => root,
  path: '/statistics',
  validateSearch: parseStatisticsSearch,
  component: () => {
    // The router hands on what was not understood, too.
    const search = parseStatisticsSearch(statistics.useSearch())
    const navigate = useNavigate({ from: '/statistics' })
    return (
      <StatisticsPage
        search={search}
        onSearch={(next) => void navigate({ to: '/statistics', search: next })}
        onOpen={({ runId, taskKey }) =>
          void navigate({ to: '/runs/$runId', params: { runId }, search: { task: taskKey } })
        }
      />
    )
  },
})
