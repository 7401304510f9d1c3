import { createRoute, redirect } from '@tanstack/react-router'
import { root } from '../root.tsx'

/** Where memory was before: links that were kept still lead there. */
export const log = createRoute({
  getParentRoute: () => root,
  path: '/log',
  beforeLoad: () => {
    throw redirect({ to: '/memory', search: {}, replace: true })
  },
})

export const logEntry = createRoute({
  getParentRoute: () => root,
  path: '/log/$memoryId',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/memory', search: { entry: params.memoryId }, replace: true })
  },
})
