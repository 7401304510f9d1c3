import { createRoute, useNavigate } from '@tanstack/react-router'
import { parseSettingsSearch } from '../../features/settings/sections.ts'
import { lazyScreen } from '../../ui/lazy-screen.tsx'
import { root } from '../root.tsx'

const SettingsPage = lazyScreen(
  async () => (await import('../../features/settings/settings-page.tsx')).SettingsPage,
)

export const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: parseSettingsSearch,
  component: () => {
    // The router hands on what was not understood, too.
    const { section = 'general' } = parseSettingsSearch(settings.useSearch())
    const navigate = useNavigate({ from: '/settings' })
    return (
      <SettingsPage
        section={section}
        onSection={(next) => void navigate({ to: '/settings', search: { section: next } })}
      />
    )
  },
})
