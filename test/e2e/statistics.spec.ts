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

test('statistics without ended runs show a note and the next step', async ({ page }) => {
  await page.goto(app.url())
  await page.getByRole('navigation').getByRole('link', { name: 'Statistics' }).click()
  await expect(page.getByText('No finished tasks in this period')).toBeVisible()
  expect(await listBroken(page)).toEqual([])
})

test('a number leads to its tasks, and all data is exported', async ({ page }) => {
  await startLetters(app.client, { until: 'done' })
  await openPlace(page, app, '/statistics')
  await expect(page.getByText('Success rate').locator('..')).toContainText('100%')
  await expect(page.getByText('Success rate').locator('..')).toContainText('from 2 tasks done or failed')
  await expect(page.getByText('Cost per done task').locator('..')).toContainText('4.00 EUR')
  await expect(
    page
      .getByRole('img', { name: /^Outcomes by day/ })
      .locator('svg')
      .first(),
  ).toBeVisible()
  expect(await listBroken(page)).toEqual([])

  // With the keyboard only: all charts become tables, and a name opens its entries.
  await page.keyboard.press('t')
  const agents = page.getByRole('region', { name: 'By agent', exact: true }).first()
  await expect(agents.getByRole('cell', { name: '100% (34–100)' })).toBeVisible()
  expect(await listBroken(page)).toEqual([])
  await agents.getByRole('button', { name: 'Ann', exact: true }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Attempts: Ann' })
  await expect(dialog).toContainText('2 rows')
  expect(await listBroken(page)).toEqual([])
  const rows = dialog.getByRole('grid')
  await rows.focus()
  await rows.press('Enter')
  await expect(page).toHaveURL(/#\/runs\/run_.*task=second/)
  await page.goBack()
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  const waiting = page.getByRole('region', { name: 'Waiting time by cause', exact: true }).first()
  await waiting.getByRole('button', { name: 'Dependencies' }).click()
  await expect(page.getByRole('dialog')).toContainText('Second letter')
  await expect(page.getByRole('dialog')).not.toContainText('First letter')
  await page.keyboard.press('Escape')

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as CSV' }).click()
  const text = readFileSync(await (await download).path(), 'utf8')
  expect(text).toContain('tasks,,done,2,tasks,')
  expect(text).toContain('agent,ann-bot,done,2,attempts,')
  await page.getByRole('button', { name: 'Custom' }).click()
  await page.getByLabel('From').fill('2001-01-01')
  await page.getByLabel('To (inclusive)').fill('2001-01-02')
  await expect(page.getByText('No finished tasks in this period')).toBeVisible()
  await page.getByRole('button', { name: 'Show all time' }).click()
  await expect(agents).toBeVisible()
})
