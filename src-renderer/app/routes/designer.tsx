import { createRoute } from '@tanstack/react-router'
import { lazy } from 'react'
import { root } from '../root.tsx'

const DesignerPage = lazy(async () => ({
  default: (await import('../../features/designer/designer-page.tsx')).DesignerPage,
}))

/** A kept plan, or a draft of one: both have an id. */
export const designer = createRoute({
  getParentRoute: () => root,
  path: '/plans/$planId',
  component: () => <DesignerPage planId={designer.useParams().planId} />,
})
