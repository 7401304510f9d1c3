import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Page, test } from '@playwright/test'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import type { Json } from '../../src-shared/model/json.ts'
import { playedOf } from '../support/played.ts'
import { openPlace } from '../support/window.ts'
import { type GatesApp, openGatesApp } from './gates-app.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Violations of axe rules on the page. */
async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { violations } = await Reflect.get(window, 'axe').run(document)
    return violations.map(
      ({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html}`,
    )
  })
}

const panel = (page: Page) => page.getByRole('complementary', { name: 'Task' })
const view = (page: Page, name: string) =>
  page.getByRole('group', { name: 'View of the run' }).getByRole('button', { name }).click()

const cook = (config: Json, more: Partial<Agent> = {}): Agent => ({
  ...{ availability: 'online', capacity: 4, price: { amountMinor: 250, currency: 'EUR' } },
  ...playedOf({ id: 'cook', name: 'Cook', description: '', skills: ['cooking'], config }),
  ...more,
})
const task = (task_id: string, title: string, depends_on: string[] = []) => ({
  ...{ task_id, title, description: title, required_skills: ['cooking'], depends_on },
})
const dinner = [
  task('soup', 'Make the soup'),
  task('roast', 'Roast the pumpkin', ['soup']),
  task('serve', 'Serve it', ['roast']),
]
const burnt = { byKey: { roast: { fail: { message: 'The oven is cold.' }, log: ['Heating', 'No heat'] } } }

let app: GatesApp
test.beforeEach(async () => {
  app = await openGatesApp({ isReal: true })
})
test.afterEach(async () => {
  await app.stop()
})

async function start(agent: Agent): Promise<string> {
  const request = { plan_id: 'dinner', title: 'Dinner', tasks: dinner }
  return (await app.client.runs.start({ request, roster: [agent] })).runId
}

async function runIs(runId: string, status: string): Promise<void> {
  for await (const { run } of await app.client.runs.watch({ runId })) if (run.status === status) return
}

async function openRun(page: Page, runId: string, search = ''): Promise<void> {
  await openPlace(page, app, `/runs/${runId}${search}`)
}

test('a log line is found, linked and highlighted', async ({ page }) => {
  const log = Array.from({ length: 300 }, (_, at) =>
    at === 217 ? 'The pumpkin is soft: \u001b[32m94 degrees\u001b[0m' : `Still hot ${at}`,
  )
  const runId = await start(cook({ byKey: { roast: { log, durationMs: 300 } } }))
  await runIs(runId, 'done')
  await openRun(page, runId, '?tab=log')
  const lines = page.getByRole('log', { name: 'Log of the run' })
  await expect(page.getByText('300 lines')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search log' }).fill('PUMPKIN is')
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible()
  const line = lines.locator('[aria-current=true]')
  await expect(line).toContainText('The pumpkin is soft: 94 degrees')
  await expect(line).toBeInViewport()
  expect(await violationsOf(page)).toEqual([])
  await line.hover()
  await line.getByRole('button', { name: 'Copy link to this line' }).click()
  await expect(page).toHaveURL(/line=\d+\.\d+/)
  await page.reload()
  await expect(lines.locator('[aria-current=true]')).toContainText('94 degrees')
  await page.getByRole('searchbox', { name: 'Search log' }).fill('beetroot')
  await expect(page.getByText('No match')).toBeVisible()
})

test('a run is viewed as a timeline and as a table, with one filter and its critical path', async ({
  page,
}) => {
  const runId = await start(cook(burnt))
  await runIs(runId, 'failed')
  await openRun(page, runId, '?tab=timeline')
  const rows = page.getByRole('grid', { name: 'Timeline of the run' }).getByRole('row')
  await expect(rows.filter({ hasText: 'Roast the pumpkin' }).locator('[data-bar=failed]')).toBeVisible()
  await page.keyboard.press('p')
  await expect(page.getByRole('region', { name: 'Critical path' })).toContainText(
    'determine the end of the run',
  )
  expect(await violationsOf(page)).toEqual([])
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('status:failed')
  await expect(page.getByRole('status').filter({ hasText: '1 of 3 tasks' })).toBeVisible()
  await expect(rows.filter({ hasText: 'Make the soup' })).toHaveCount(0)
  await view(page, 'Table')
  const table = page.getByRole('treegrid', { name: 'Tasks of the run' })
  await expect(table.getByRole('row')).toHaveCount(2)
  await page.getByRole('combobox', { name: 'Filter tasks' }).fill('+roast*')
  await expect(table.getByRole('row')).toHaveCount(3)
  await page.getByRole('button', { name: 'Clear search' }).click()
  await table.getByRole('button', { name: 'Cost' }).click()
  await expect(table.getByRole('columnheader', { name: 'Cost' })).toHaveAttribute('aria-sort', 'descending')
  expect(await violationsOf(page)).toEqual([])
  await table.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(panel(page)).toBeVisible()
})

test('the input of a task is readable, also as JSON, in a panel that keeps its width', async ({ page }) => {
  const runId = await start(cook({}))
  await runIs(runId, 'done')
  await openRun(page, runId, '?task=roast')
  await page.getByRole('tab', { name: 'Input' }).click()
  await expect(panel(page)).toContainText('This kind of agent gets the task without extra text.')
  await panel(page).getByText('Make the soup').click()
  await expect(panel(page)).toContainText('Simulated soup: Make the soup')
  expect(await violationsOf(page)).toEqual([])
  await page.getByRole('tab', { name: 'JSON' }).click()
  await panel(page).getByRole('button', { name: 'Expand all' }).click()
  await expect(panel(page).getByRole('region', { name: 'JSON' })).toContainText('delegationKey')
  expect(await violationsOf(page)).toEqual([])
  const edge = page.getByRole('separator', { name: 'Width of the task panel' })
  await edge.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(edge).toHaveAttribute('aria-valuenow', '444')
  await panel(page).getByRole('button', { name: 'Close task' }).click()
  await openRun(page, runId, '?task=soup')
  await expect(edge).toHaveAttribute('aria-valuenow', '444')
})
