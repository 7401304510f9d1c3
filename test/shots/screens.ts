import type { Seeded } from '../support/seeded/seed.ts'
import { type Act, open, press, scrollTo } from './acts.ts'
import { designerScreens } from './designer-screens.ts'
import { inboxScreens } from './inbox-screens.ts'
import { recordScreens } from './record-screens.ts'
import { runScreens } from './run-screens.ts'

/** With seeded data; one that nobody has used yet; with seeded data that its screens change. */
export const appKinds = ['seeded', 'unused', 'changed'] as const

/** One picture: where it is, and what a person does there first. */
export interface Screen {
  readonly name: string
  readonly place: string
  readonly first?: Act
  /** After it: puts back what the app would remember. */
  readonly last?: Act
  /** Absent: the seeded one. */
  readonly app?: (typeof appKinds)[number]
  /** Of a window as high as what is looked at. */
  readonly height?: number
}

/** Every screen and every dialog that has a look of its own. */
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
