import type { Seeded } from '../support/seeded/seed.ts'
import { type Act, open, press, scrollTo } from './acts.ts'
import { designerScenes } from './designer-scenes.ts'

/** One picture: where it is, and what a person does there first. */
export interface Scene {
  readonly name: string
  readonly place: string
  readonly first?: Act
  /** After it: puts back what the app would remember. */
  readonly last?: Act
  /** In an app that nobody has used yet, in place of the one with seeded data. */
  readonly isFirstStart?: boolean
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
  { name: 'agents', place: '/agents' },
  { name: 'agents-who', place: '/agents?view=match' },
  { name: 'agents-skills', place: '/agents?view=skills' },
  { name: 'agent', place: '/agents?agent=tess' },
  { name: 'agent-form', place: '/agents', first: open('button', 'Add an agent') },
  { name: 'memory', place: '/log' },
  { name: 'memory-entry', place: '/log', first: open('link', /Spring release/) },
  { name: 'memory-found', place: '/log?q=tests' },
  { name: 'decisions', place: '/decisions' },
  { name: 'decision', place: '/decisions', first: open('link', /HTTP endpoint/) },
  { name: 'money', place: '/money' },
  { name: 'statistics', place: '/statistics' },
  { name: 'audit', place: '/audit' },
  { name: 'audit-filtered', place: '/audit?q=type%3Aattempt.finished' },
  ...['general', 'models', 'limits', 'notifications', 'mail', 'keys', 'data', 'about'].map((section) => ({
    name: `settings-${section}`,
    place: `/settings?section=${section}`,
  })),
  { name: 'gallery', place: '/gallery' },
  { name: 'palette', place: '/plans', first: press('Control+k') },
  { name: 'keys', place: '/inbox', first: press('Shift+?') },
  { name: 'nowhere', place: '/no-such-place' },
]
