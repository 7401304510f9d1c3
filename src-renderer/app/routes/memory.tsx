import { createRoute } from '@tanstack/react-router'
import { MemoryPage } from '../../features/log/memory-page.tsx'
import { root } from '../root.tsx'

export const memory = createRoute({
  getParentRoute: () => root,
  path: '/log/$memoryId',
  component: () => <MemoryPage memoryId={memory.useParams().memoryId} />,
})
