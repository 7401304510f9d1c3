import { createRoute } from '@tanstack/react-router'
import { HomePage } from '../../features/home/home-page.tsx'
import { root } from '../root.tsx'

export const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage })
