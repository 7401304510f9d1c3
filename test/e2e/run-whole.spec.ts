import { expect, type Page, test } from '@playwright/test'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import type { Json } from '../../src-shared/model/json.ts'
import { listBroken } from '../support/axe.ts'
import { playedOf } from '../support/played.ts'
import { type GatesApp, openGatesApp } from './gates-app.ts'

const cook = (byKey: Json): Agent => ({
  ...{ availability: 'online', capacity: 4, price: { amountMinor: 250, currency: 'EUR' } },
  ...playedOf({ id: 'cook', name: 'Cook', description: '', skills: ['cooking'], config: { byKey } }),
})
const task = (task_id: string, title: string, depends_on: string[] = [], more: object = {}) => ({
  ...{ task_id, title, description: title, required_skills: ['cooking'], depends_on, ...more },
})
const dinner = [
  task('soup', 'Make the soup'),
  task('roast', 'Roast the pumpkin', ['soup']),
  task('serve', 'Serve it', ['roast']),
]

let app: GatesApp
test.beforeEach(async () => {
  app = await openGatesApp({ isReal: true })
})
test.afterEach(async () => {
  await app.stop()
})

async function start(byKey: Json, tasks: object[] = dinner): Promise<string> {
  const request = JSON.parse(JSON.stringify({ plan_id: 'dinner', title: 'Dinner', tasks }))
  return (await app.client.runs.start({ request, roster: [cook(byKey)] })).runId
}

async function openRun(page: Page, runId: string, search = ''): Promise<void> {
  if (page.url() === 'about:blank') await page.goto(app.url())
  await page.goto(`${app.origin}/#/runs/${runId}${search}`)
}

async function runIs(runId: string, status: string): Promise<void> {
  for await (const { run } of await app.client.runs.watch({ runId })) if (run.status === status) return
}

test('the header shows cost and duration of a run, and raises its budget', async ({ page }) => {
  const runId = await start({ soup: { durationMs: 60_000 } })
  await openRun(page, runId)
  const header = page.locator('main header').first()
  await expect(header).toContainText('Time left: no history yet')
  await expect(header).toContainText('0/3')
  await header.getByTitle(/Set budget for Dinner/).click()
  const dialog = page.getByRole('dialog', { name: 'Set budget for Dinner' })
  await dialog.getByLabel('Budget amount').fill('12')
  await dialog.getByRole('button', { name: 'Save budget' }).click()
  await expect(header).toContainText('0.00 of 12.00 EUR')
  await header.getByTitle(/Change budget of Dinner/).click()
  await page.getByLabel('Budget amount').fill('20')
  await page.getByRole('button', { name: 'Save budget' }).click()
  await expect(header).toContainText('0.00 of 20.00 EUR')
  expect(await listBroken(page)).toEqual([])

  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('Pause run')
  await page.keyboard.press('Enter')
  await expect(header.getByRole('button', { name: 'Resume' })).toBeVisible()
})

test('the remaining time is estimated from earlier runs', async ({ page }) => {
  const first = await start({})
  await runIs(first, 'done')
  const runId = await start({ soup: { durationMs: 60_000 } })
  await openRun(page, runId)
  await expect(page.locator('main header').first()).toContainText(/of work left|Longer than usual/)
})

test('the summary shows the results of a run, its first failure and all answers', async ({ page }) => {
  const asked = [
    task('soup', 'Make the soup', [], { requires_approval: true }),
    task('roast', 'Roast the pumpkin', ['soup']),
    task('serve', 'Serve it', ['roast']),
  ]
  const runId = await start({ roast: { fail: { message: 'The oven is cold.' } } }, asked)
  await expect(async () => expect(await app.client.runs.listApprovals()).toHaveLength(1)).toPass()
  const [gate] = await app.client.runs.listApprovals()
  if (gate === undefined) throw new Error('no gate')
  const answer = { approvalId: gate.id, hash: gate.hash, answer: 'approve', by: 'Ada' } as const
  await app.client.runs.answerApproval({ ...answer, note: 'With thyme' })
  await runIs(runId, 'failed')

  await openRun(page, runId)
  await page.getByRole('group', { name: 'View of the run' }).getByRole('button', { name: 'Summary' }).click()
  const summary = page.getByRole('region', { name: 'Summary of the run' })
  await expect(summary).toContainText('1 of 3')
  await expect(summary.getByRole('region', { name: 'First failure' })).toContainText('The oven is cold.')
  await expect(summary.getByRole('region', { name: 'Approvals' })).toContainText(/by Ada.*With thyme/)
  await expect(summary.getByRole('row').filter({ hasText: 'cook' })).toContainText('5.00 EUR')
  expect(await listBroken(page)).toEqual([])
  await summary.getByRole('button', { name: 'Show the critical path' }).click()
  await expect(page.getByRole('region', { name: 'Critical path' })).toContainText(
    'determine the end of the run',
  )
  await page.goBack()
  await summary.getByRole('region', { name: 'First failure' }).getByRole('button').click()
  await expect(page.getByRole('complementary', { name: 'Task' })).toContainText('Roast the pumpkin')
})

test('a long run opens at its running tasks, and follows the newest one until the person moves the view', async ({
  page,
}) => {
  const keys = Array.from({ length: 16 }, (_, at) => `step${at + 1}`)
  const chain = keys.map((key, at) => task(key, `Step ${at + 1}`, at === 0 ? [] : [`step${at}`]))
  const runId = await start({ step8: { durationMs: 6000 }, step16: { durationMs: 60_000 } }, chain)
  const running = async () => (await app.client.runs.get({ runId })).run.counts
  await expect.poll(running).toMatchObject({ done: 7, in_progress: 1 })
  await openRun(page, runId)
  const last = page.locator('.react-flow [data-task=step16]')
  const follow = page.getByRole('button', { name: 'Follow', exact: true })
  await expect(page.locator('.react-flow [data-task=step8]')).toBeInViewport()
  await expect(last).not.toBeInViewport()
  await page.keyboard.press('f')
  await expect(follow).toHaveAttribute('aria-pressed', 'true')
  await expect(last).toBeInViewport()
  const box = await page.locator('.react-flow').boundingBox()
  if (box === null) throw new Error('no graph')
  await page.mouse.move(box.x + 300, box.y + box.height - 120)
  await page.mouse.down()
  await page.mouse.move(box.x + 500, box.y + box.height - 90, { steps: 4 })
  await page.mouse.up()
  await expect(follow).toHaveAttribute('aria-pressed', 'false')
})

test('a failed task shows the reason and a remedy, and is retried with other instructions', async ({
  page,
}) => {
  const fail = { message: 'The oven is cold.\nIt was never switched on.' }
  const runId = await start({ roast: { fail } })
  await runIs(runId, 'failed')
  await openRun(page, runId)
  await expect(page.getByRole('region', { name: 'Failed tasks' })).toContainText('The oven is cold.')
  await page
    .getByRole('region', { name: 'Failed tasks' })
    .getByRole('button', { name: 'Roast the pumpkin' })
    .click()
  const banner = page.getByRole('region', { name: 'Reason for the failure' })
  await expect(banner).toContainText('It was never switched on.')
  await expect(banner).toContainText('Likely cause: The agent reported a failure.')
  expect(await listBroken(page)).toEqual([])
  await banner.getByRole('button', { name: 'Show log' }).click()
  await expect(page.getByRole('tab', { name: 'Log' })).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('tab', { name: 'Overview' }).click()

  await app.client.agents.register({ agents: [cook({})] })
  await banner.getByRole('button', { name: 'Retry with edit…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  expect(await listBroken(page)).toEqual([])
  await dialog.getByLabel('Instructions').fill('Switch the oven on first.')
  await dialog.getByRole('button', { name: 'Run again' }).click()
  await expect(page.locator('main header [data-status=succeeded]').first()).toBeVisible()
  await expect(page).not.toHaveURL(new RegExp(runId))
  await page.keyboard.press('Alt+3')
  await page.locator('[data-task=roast]').click()
  await expect(page.getByRole('complementary', { name: 'Task' })).toContainText('Switch the oven on first.')
})
