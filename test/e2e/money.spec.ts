import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { openPlace } from '../support/window.ts'
import { type GatesApp, openGatesApp, startLetters } from './gates-app.ts'

let app: GatesApp
test.beforeEach(async () => {
  app = await openGatesApp()
})
test.afterEach(() => app.stop())

/** A run with a budget for one of two letters, so the second letter waits. */
const startPoorRun = () => startLetters(app.client, { until: 'waiting', budgetMinor: 500 })

test('a request for a higher budget is granted on the Money page', async ({ page }) => {
  const runId = await startPoorRun()
  await openPlace(page, app, '/money')
  const requests = page.getByRole('region', { name: 'Budget requests' })
  await requests.getByLabel('Increase budget by (EUR)').fill('7')
  await requests.getByRole('button', { name: 'Increase by 7.00 EUR' }).click()
  await expect(requests).toBeHidden()
  await expect(page.getByText('8.00 EUR').first()).toBeVisible()
  for await (const { run } of await app.client.runs.watch({ runId })) if (run.status === 'done') break
})

test('a project gets a budget, and the ledger is filtered and exported completely', async ({ page }) => {
  await startPoorRun()
  await openPlace(page, app, '/money')
  await expect(page.getByRole('heading', { name: 'Budgets' })).toBeVisible()
  await page.keyboard.press('n')
  const dialog = page.getByRole('dialog', { name: 'Set budget' })
  await dialog.getByRole('button', { name: 'Save budget' }).click()
  await expect(dialog).toContainText('Select a project, run or group.')
  await dialog.getByLabel('Select a project').selectOption('choir')
  await dialog.getByLabel('Budget amount').fill('100')
  await dialog.getByRole('button', { name: 'Save budget' }).click()
  await expect(page.getByRole('grid', { name: 'Budgets' })).toContainText('choir')
  await expect(page.getByText('96.00 EUR').first()).toBeVisible()

  const spending = page.getByRole('region', { name: 'Spending', exact: true })
  await spending.getByRole('button', { name: 'Show “Spending” as a table' }).click()
  await spending.getByRole('button', { name: 'Agent', exact: true }).click()
  await spending.getByRole('button', { name: 'Ann', exact: true }).click()
  const ledger = page.getByRole('grid', { name: 'Ledger' })
  await expect(ledger.getByRole('row')).toHaveCount(2)
  await expect(ledger).toContainText('Attempt 1 succeeded')
  await expect(ledger.getByTitle('ann-bot')).toHaveText('Ann')
  await expect(page.getByLabel('Agent')).toHaveValue('ann-bot')
  expect(await listBroken(page)).toEqual([])
  await page.getByLabel('Type').selectOption('All kinds')
  await expect(ledger.getByRole('row')).toHaveCount(3)
  await page.getByLabel('Model').selectOption('Unknown')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as CSV' }).click()
  const text = readFileSync(await (await download).path(), 'utf8')
  expect(text.trim().split('\r\n')).toHaveLength(3)
  expect(text).toContain('settle,4.00,EUR,')
  expect(text).toContain(',ann-bot,')
  await page.getByLabel('From').fill('2001-01-01')
  await page.getByLabel('To (inclusive)').fill('2001-01-02')
  await expect(page.getByText('No matching transactions')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).first().click()
  await expect(ledger.getByRole('row')).toHaveCount(3)
})

test('the dialog of a budget updates the spent amount while it is open', async ({ page }) => {
  const runId = await startPoorRun()
  await openPlace(page, app, '/money')
  await page.getByRole('grid', { name: 'Budgets' }).getByText('Letters').click()
  const dialog = page.getByRole('dialog', { name: /^Change budget of/ })
  await expect(dialog).toContainText('4.00 EUR is already spent or reserved.')
  await app.client.budgets.set({ kind: 'run', id: runId, amountMinor: 1200, currency: 'EUR' })
  await expect(dialog).toContainText('8.00 EUR is already spent or reserved.')
})
