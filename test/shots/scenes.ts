import type { Seeded } from '../support/seeded/seed.ts'
import { type Act, open, press, scrollTo } from './acts.ts'
import { designerScenes } from './designer-scenes.ts'
import { recordScenes } from './record-scenes.ts'

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
  { name: 'run-graph', place: `/runs/${runs.running}` },
  { name: 'run-list', place: `/runs/${runs.running}?tab=list` },
  { name: 'run-timeline', place: `/runs/${runs.done}?tab=timeline` },
  { name: 'run-log', place: `/runs/${runs.done}?tab=log` },
  { name: 'run-filtered', place: `/runs/${runs.done}?filter=agent%3Aotto` },
  { name: 'run-path', place: `/runs/${runs.done}?path=true` },
  { name: 'run-summary', place: `/runs/${runs.done}?tab=summary` },
  { name: 'run-summary-failed', place: `/runs/${runs.failed}?tab=summary` },
  { name: 'run-failed-graph', place: `/runs/${runs.failed}` },
  { name: 'run-task', place: `/runs/${runs.done}?task=checkout-page` },
  { name: 'run-failed', place: `/runs/${runs.failed}?task=load-test` },
  { name: 'run-rejected', place: `/runs/${runs.rejected}` },
  { name: 'run-stuck', place: `/runs/${runs.unassigned}` },
  { name: 'run-money', place: `/runs/${runs.money}` },
  { name: 'run-goal', place: `/runs/${runs.goal}?tab=decisions` },
  { name: 'run-files', place: `/runs/${runs.goal}?tab=files` },
  { name: 'run-huge', place: `/runs/${runs.big}` },
  { name: 'inbox', place: '/inbox' },
  { name: 'inbox-answered', place: '/inbox?show=answered' },
  ...recordScenes,
  { name: 'palette', place: '/plans', first: press('Control+k') },
  { name: 'keys', place: '/inbox', first: press('Shift+?') },
  { name: 'nowhere', place: '/no-such-place' },
]
