import { createRoute } from '@tanstack/react-router'
import { lazyScreen } from '../../ui/lazy-screen.tsx'
import { root } from '../root.tsx'

export const plans = createRoute({
  getParentRoute: () => root,
  path: '/plans',
  component: lazyScreen(async () => (await import('../../features/plans/plans-page.tsx')).PlansPage),
})
