import { createRoute, useNavigate } from '@tanstack/react-router'
import { type AuditSearch, parseAuditSearch } from '../../features/audit/audit-search.ts'
import { lazyScreen } from '../../ui/lazy-screen.tsx'
import { root } from '../root.tsx'

const AuditPage = lazyScreen(async () => (await import('../../features/audit/audit-page.tsx')).AuditPage)

export const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: parseAuditSearch,
  component: () => {
    const search = audit.useSearch()
    const navigate = useNavigate({ from: '/audit' })
    return (
      <AuditPage
        search={search}
        onSearch={(next: AuditSearch) => void navigate({ to: '/audit', search: next, replace: true })}
      />
    )
  },
})
