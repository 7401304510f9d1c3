import { expect } from '@playwright/test'
import { callApp } from '../support/served-app.ts'
import { test } from './app.ts'
import { cook, startDinner, statusOf } from './dinner.ts'

const burnt = { byKey: { roast: { fail: { message: 'The oven is cold.' } } } }

test('a blocked run shows its cause, and continues after one action', async ({ app }) => {
  const runId = await startDinner(app, { title: 'Lunch', by: cook({ availability: 'offline' }) })
  const page = await app.open(`/runs/${runId}`)
  const why = page.getByRole('region', { name: 'Why is nothing running?' })
  await expect(why).toContainText(/cook/i)
  await why.getByRole('button', { name: 'All causes and actions' }).click()
  await expect(why).toContainText('3 tasks')
  await why.getByRole('button', { name: 'Bring online' }).first().click()
  await expect(page.locator('header [data-status=succeeded]').first()).toBeVisible()
})

test('a budget is raised during a run, and the run continues to its end', async ({ app }) => {
  const runId = await startDinner(app, { title: 'Feast', by: cook(), budget: 600 })
  await expect.poll(() => statusOf(app, runId)).toBe('waiting')
  await app.runCommand('Go to Money')
  const { page } = app
  const requests = page.getByRole('region', { name: 'Budget requests' })
  await expect(requests).toContainText('Serve it')
  await page.getByRole('grid', { name: 'Budgets' }).getByText('Feast').click()
  const dialog = page.getByRole('dialog', { name: 'Change budget of Feast' })
  await expect(dialog).toContainText('5.00 EUR is already spent or reserved.')
  const most = dialog.getByLabel('Budget amount')
  await expect(most).toHaveValue('6.00')
  await most.fill('3')
  await most.press('Enter')
  await expect(dialog.getByRole('alert')).toBeVisible()
  await most.fill('ten')
  await dialog.getByRole('button', { name: 'Save budget' }).click()
  await expect(dialog).toContainText('Enter an amount, such as 20 or 12.50.')
  await most.fill('10')
  await dialog.getByRole('button', { name: 'Save budget' }).click()
  await expect(dialog).toBeHidden()

  await expect(page.getByText('Budget of Feast: 10.00 EUR')).toBeVisible()
  await expect(requests).toBeHidden()
  await app.open(`/runs/${runId}`)
  await expect(page.locator('header [data-status=succeeded]').first()).toBeVisible()
})

test('failed tasks are repeated, other results are reused, and the two runs are compared', async ({
  app,
}) => {
  const first = await startDinner(app, { title: 'Dinner', by: cook({ config: burnt }) })
  await expect.poll(() => statusOf(app, first)).toBe('failed')
  await callApp(app, ['POST', '/agents'], { agents: [cook()] })
  const page = await app.open(`/runs/${first}`)
  const panel = page.getByRole('complementary', { name: 'Task' })
  await page.getByRole('button', { name: 'Retry failed' }).click()
  await expect(page.locator('header [data-status=succeeded]').first()).toBeVisible()
  await expect(page).not.toHaveURL(new RegExp(first))
  await page.getByRole('group', { name: 'View of the run' }).getByRole('button', { name: 'Table' }).click()
  await page.locator('[data-task=soup]').click()
  await expect(panel).toContainText('The task reuses the result of an earlier run.')
  await page.getByRole('tab', { name: 'Result' }).click()
  await expect(panel).toContainText('Played soup')
  await panel.getByRole('button', { name: 'Close task' }).click()

  await page.getByRole('link', { name: 'Compare' }).click()
  const table = page.getByRole('grid', { name: 'Tasks of both runs, differences first' })
  await expect(page.getByRole('status').filter({ hasText: '3 tasks differ' })).toBeVisible()
  await expect(table.getByRole('row').nth(1)).toContainText('Roast the pumpkin')
  await expect(table.getByRole('row').nth(1)).toContainText('Different status')
  await table.getByText('Roast the pumpkin').click()
  await expect(page.getByRole('region', { name: 'Differences' }).first()).toContainText('The oven is cold.')
  await page.getByRole('button', { name: 'Graph' }).click()
  await expect(page.locator('[data-task=roast]').first()).toBeVisible()
})
