import { createRoute, useNavigate } from '@tanstack/react-router'
import { parseInboxSearch } from '../../features/inbox/inbox-search.ts'
import { lazyScreen } from '../../ui/lazy-screen.tsx'
import { root } from '../root.tsx'

const InboxPage = lazyScreen(async () => (await import('../../features/inbox/inbox-page.tsx')).InboxPage)

export const inbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox',
  validateSearch: parseInboxSearch,
  component: () => {
    const search = inbox.useSearch()
    const navigate = useNavigate({ from: '/inbox' })
    return <InboxPage search={search} onSearch={(next) => void navigate({ to: '/inbox', search: next })} />
  },
})
