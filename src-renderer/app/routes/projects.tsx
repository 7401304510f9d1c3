import { createRoute, useNavigate } from '@tanstack/react-router'
import type { ProjectsSearch } from '../../features/projects/projects-page.tsx'
import { lazyScreen } from '../../ui/lazy-screen.tsx'
import { root } from '../root.tsx'

const ProjectsPage = lazyScreen(
  async () => (await import('../../features/projects/projects-page.tsx')).ProjectsPage,
)

export const projects = createRoute({
  getParentRoute: () => root,
  path: '/projects',
  validateSearch: ({ find }: Record<string, unknown>): ProjectsSearch =>
    typeof find === 'string' && find !== '' ? { find } : {},
  component: () => {
    const search = projects.useSearch()
    const navigate = useNavigate({ from: '/projects' })
    return (
      <ProjectsPage
        search={search}
        onSearch={(next) => void navigate({ to: '/projects', search: next, replace: true })}
      />
    )
  },
})
