import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { parseAuditSearch } from '../../features/audit/audit-search.ts'
import { root } from '../root.tsx'

export const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: parseAuditSearch,
  component: lazyRouteComponent(() => import('../../features/audit/audit-page.tsx'), 'AuditPage'),
})
