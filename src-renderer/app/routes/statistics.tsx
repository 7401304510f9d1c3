import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../root.tsx'

export const statistics = createRoute({
  getParentRoute: () => root,
  path: '/statistics',
  component: lazyRouteComponent(
    () => import('../../features/statistics/statistics-page.tsx'),
    'StatisticsPage',
  ),
})
