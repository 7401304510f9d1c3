import type { Seeded } from '../support/seeded/seed.ts'
import { type Act, open, press, scrollTo } from './acts.ts'
import { designerScreens } from './designer-screens.ts'
import { inboxScreens } from './inbox-screens.ts'
import { recordScreens } from './record-screens.ts'
import { runScreens } from './run-screens.ts'

/** `seeded`: with seeded data. `unused`: without data. `changed`: with seeded data that acts change. */
export const appKinds = ['seeded', 'unused', 'changed'] as const

/** A picture: a screen, and the actions before the picture. */
export interface Screen {
  readonly name: string
  readonly place: string
  readonly first?: Act
  /** Runs after the picture. Resets state that the app would remember. */
  readonly last?: Act
  /** Absent: `seeded`. */
  readonly app?: (typeof appKinds)[number]
  /** Height of the window in pixels, for content that is taller than the window. */
  readonly height?: number
}

/** All screens and dialogs that look different. */
export const screensOf = ({ runs, plans }: Seeded): readonly Screen[] => [
  { name: 'home', place: '/' },
  { name: 'home-below', place: '/', first: scrollTo('Templates') },
  { name: 'plans', place: '/plans' },
  { name: 'plans-new', place: '/plans', first: open('button', 'New plan') },
  { name: 'projects', place: '/projects' },
  { name: 'runs', place: '/runs' },
  { name: 'runs-none', place: '/runs?q=status%3Afailed%20no-such-run' },
  ...designerScreens(plans),
  ...runScreens(runs),
  ...inboxScreens,
  ...recordScreens,
  { name: 'palette', place: '/plans', first: press('Control+k') },
  { name: 'keys', place: '/inbox', first: press('Shift+?') },
  { name: 'nowhere', place: '/no-such-place' },
]
