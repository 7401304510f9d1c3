import { playedProgramOf } from '../support/played.ts'
import { callApp } from '../support/served-app.ts'
import type { StoryApp } from './app.ts'

const task = (task_id: string, title: string, depends_on: string[] = []) => ({
  ...{ task_id, title, description: title, required_skills: ['cooking'], depends_on },
})
const tasks = [
  task('soup', 'Make the soup'),
  task('roast', 'Roast the pumpkin', ['soup']),
  task('serve', 'Serve it', ['roast']),
]

/** The only agent with the skill of the tasks. */
export const cook = (more: { config?: object; availability?: string } = {}) =>
  playedProgramOf({
    ...{ id: 'cook', name: 'Cook', description: '', skills: ['cooking'] },
    ...{ availability: 'online', capacity: 4, effectClass: 'repeatable' },
    price: { amountMinor: 250, currency: 'EUR' },
    ...more,
  })

/** A run of three sequential tasks, 2.50 EUR each. */
export async function startDinner(
  app: StoryApp,
  { title, by, budget }: { title: string; by: object; budget?: number },
): Promise<string> {
  const capped = budget !== undefined && { budget: { amount_minor: budget, currency: 'EUR' } }
  const request = { plan_id: title, title, tasks, ...capped }
  const { runId } = await callApp(app, ['POST', '/runs'], { request, roster: [by] })
  return runId
}

export const statusOf = async (app: StoryApp, runId: string): Promise<string> =>
  (await callApp(app, ['GET', `/runs/${runId}`])).run.status
