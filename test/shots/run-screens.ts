import type { Seeded } from '../support/seeded/seed.ts'
import { cuttable } from '../support/wire.ts'
import { type Act, inEnglish, open } from './acts.ts'
import type { Screen } from './screens.ts'

const fitAll = open('button', 'Fit plan to window')

const chooseAll: Act = async (page, say = inEnglish) => {
  await page.getByRole('treegrid', { name: say('Tasks of the run') }).focus()
  await page.keyboard.press('ControlOrMeta+a')
}

/** Cuts the connection while the run is on screen, and restores the connection for the next screens. */
const loseConnection: Act = async (page, say = inEnglish) => {
  const wire = await cuttable(page)
  await page.reload()
  await page.getByRole('button', { name: say('Pause') }).waitFor()
  await wire.cut()
  await page.getByRole('alert').first().waitFor()
  wire.mend()
}

/** All views of a run, and all states that look different. */
export const runScreens = (runs: Seeded['runs']): readonly Screen[] => [
  { name: 'runs-empty', place: '/runs', app: 'unused' },
  { name: 'run-graph', place: `/runs/${runs.running}` },
  { name: 'run-list', place: `/runs/${runs.running}?tab=list` },
  { name: 'run-list-chosen', place: `/runs/${runs.running}?tab=list`, first: chooseAll },
  {
    name: 'run-list-reassign',
    place: `/runs/${runs.running}?tab=list`,
    first: async (page, say) => {
      await chooseAll(page, say)
      await page.keyboard.press('a')
      await page
        .getByRole('button', { name: /^Assign .*to / })
        .first()
        .waitFor()
    },
  },
  { name: 'run-list-task', place: `/runs/${runs.running}?tab=list&task=rate-limits` },
  { name: 'run-timeline', place: `/runs/${runs.done}?tab=timeline` },
  { name: 'run-timeline-gap', place: `/runs/${runs.rejected}?tab=timeline` },
  { name: 'run-timeline-going', place: `/runs/${runs.running}?tab=timeline` },
  { name: 'run-log', place: `/runs/${runs.done}?tab=log` },
  { name: 'run-log-going', place: `/runs/${runs.running}?tab=log` },
  { name: 'run-log-colours', place: `/runs/${runs.nightly}?tab=log` },
  { name: 'run-filtered', place: `/runs/${runs.done}?filter=agent%3Aotto` },
  { name: 'run-path', place: `/runs/${runs.done}?path=true` },
  { name: 'run-summary', place: `/runs/${runs.done}?tab=summary` },
  { name: 'run-summary-failed', place: `/runs/${runs.failed}?tab=summary` },
  { name: 'run-failed-graph', place: `/runs/${runs.failed}` },
  { name: 'run-single', place: `/runs/${runs.nightly}` },
  { name: 'run-task', place: `/runs/${runs.done}?task=checkout-page` },
  { name: 'run-task-going', place: `/runs/${runs.running}?task=search-page` },
  { name: 'run-task-log', place: `/runs/${runs.nightly}?task=build&panel=log` },
  { name: 'run-task-result', place: `/runs/${runs.done}?task=rate-limits&panel=result` },
  { name: 'run-task-files', place: `/runs/${runs.done}?task=rate-limits&panel=files` },
  { name: 'run-task-attempts', place: `/runs/${runs.done}?task=rate-limits&panel=attempts` },
  { name: 'run-task-input', place: `/runs/${runs.done}?task=rate-limits&panel=given` },
  { name: 'run-task-json', place: `/runs/${runs.done}?task=rate-limits&panel=raw` },
  { name: 'run-gate', place: `/runs/${runs.letters}?task=price-list` },
  { name: 'run-failed', place: `/runs/${runs.failed}?task=load-test` },
  {
    name: 'run-retry-edit',
    place: `/runs/${runs.failed}?task=load-test`,
    first: open('button', 'Retry with edit…'),
  },
  { name: 'run-rejected', place: `/runs/${runs.rejected}` },
  { name: 'run-stuck', place: `/runs/${runs.unassigned}` },
  {
    name: 'run-assign',
    place: `/runs/${runs.unassigned}?task=task-002`,
    first: open('button', 'Assign to…'),
  },
  { name: 'run-why', place: `/runs/${runs.letters}`, first: open('button', 'All causes and actions') },
  { name: 'run-money', place: `/runs/${runs.money}` },
  { name: 'run-cap', place: `/runs/${runs.running}`, first: open('button', /of 90\.00 EUR/) },
  { name: 'run-stop', place: `/runs/${runs.running}`, first: open('button', 'Stop') },
  {
    name: 'run-cancel-task',
    place: `/runs/${runs.running}?task=letter`,
    first: open('button', 'Cancel task'),
  },
  { name: 'run-paused', place: `/runs/${runs.paused}` },
  { name: 'run-goal', place: `/runs/${runs.goal}?tab=decisions` },
  { name: 'run-goal-graph', place: `/runs/${runs.goal}` },
  { name: 'run-files', place: `/runs/${runs.goal}?tab=files` },
  { name: 'run-huge', place: `/runs/${runs.big}` },
  { name: 'run-huge-far', place: `/runs/${runs.big}`, first: fitAll },
  { name: 'compare', place: `/compare?left=${runs.done}&right=${runs.running}` },
  { name: 'compare-graph', place: `/compare?left=${runs.done}&right=${runs.running}&view=graph` },
  { name: 'compare-none', place: '/compare' },
  { name: 'run-missing', place: '/runs/run_00000000-0000-7000-8000-000000000000' },
  { name: 'run-lost', place: `/runs/${runs.running}`, first: loseConnection },
]
