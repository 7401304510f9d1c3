import type { Seeded } from '../support/seeded/seed.ts'
import { type Act, open, press, scrollTo } from './acts.ts'
import { designerScenes } from './designer-scenes.ts'
import { inboxScenes } from './inbox-scenes.ts'
import { recordScenes } from './record-scenes.ts'
import { runScenes } from './run-scenes.ts'

/** With seeded data; one that nobody has used yet; with seeded data that its scenes change. */
export const appKinds = ['seeded', 'unused', 'changed'] as const

/** One picture: where it is, and what a person does there first. */
export interface Scene {
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
export const scenesOf = ({ runs, plans }: Seeded): readonly Scene[] => [
  { name: 'home', place: '/' },
  { name: 'home-below', place: '/', first: scrollTo('Templates') },
  { name: 'plans', place: '/plans' },
  { name: 'plans-new', place: '/plans', first: open('button', 'New plan') },
  { name: 'projects', place: '/projects' },
  { name: 'runs', place: '/runs' },
  { name: 'runs-none', place: '/runs?q=status%3Afailed%20no-such-run' },
  ...designerScenes(plans),
  ...runScenes(runs),
  ...inboxScenes,
  ...recordScenes,
  { name: 'palette', place: '/plans', first: press('Control+k') },
  { name: 'keys', place: '/inbox', first: press('Shift+?') },
  { name: 'nowhere', place: '/no-such-place' },
]
