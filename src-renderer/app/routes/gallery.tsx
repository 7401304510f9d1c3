import { createRoute } from '@tanstack/react-router'
import { lazyScreen } from '../../ui/lazy-screen.tsx'
import { root } from '../root.tsx'

export const gallery = createRoute({
  getParentRoute: () => root,
  path: '/gallery',
  component: lazyScreen(async () => (await import('../../features/gallery/gallery-page.tsx')).GalleryPage),
})
