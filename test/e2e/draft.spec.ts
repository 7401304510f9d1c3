import { expect, test } from '@playwright/test'
import { type ServedApp, serveApp } from '../support/served-app.ts'

let app: ServedApp
test.beforeEach(async () => {
  app = await serveApp()
})
test.afterEach(() => app.stop())

test('a goal is seen as a plan, changed, mended and run', async ({ page }) => {
  await page.goto(app.url)
  await page.getByLabel('Start from a goal').fill('Write a guide to our garden')
  await page.getByRole('button', { name: 'Plan first' }).click()
  const dialog = page.getByRole('dialog', { name: 'Draft of a plan' })
  await expect(dialog.getByText('Made by templates')).toBeVisible()
  const title = dialog.getByLabel('Title of task-001')
  await title.fill('Guide to the garden')
  await title.press('Tab')
  await dialog.getByLabel('One more task').fill('Reflect on the guide')
  await dialog.getByRole('button', { name: 'Add' }).click()
  await expect(dialog.getByRole('region', { name: '2 tasks' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Ask me before Reflect on the guide' }).click()
  await dialog.getByRole('button', { name: 'Run it' }).click()
  await expect(page.getByRole('heading', { name: 'guide to our garden' })).toBeVisible()
  await expect(page.getByText('1 task waits for your answer')).toBeVisible()
  await expect(page.getByText('Guide to the garden').first()).toBeVisible()
})

test('a draft is kept without being run, a step back is taken, and a vague goal asks', async ({ page }) => {
  await page.goto(app.url)
  const goal = page.getByLabel('Start from a goal')
  await goal.fill('Build an API with orders, refunds and invoices')
  await page.getByRole('button', { name: 'Plan first' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Split into parts · 8 of 10 hard')).toBeVisible()
  await dialog.getByRole('button', { name: 'Remove HTTP endpoint: API' }).click()
  await expect(dialog.getByRole('region', { name: '1 task' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Undo' }).click()
  await expect(dialog.getByRole('region', { name: '6 tasks' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Keep the plan' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('6 tasks')).toBeVisible()
  await goal.fill('Make us happy')
  await page.getByRole('button', { name: 'Plan first' }).click()
  await expect(dialog.getByText(/What should be made for/)).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Run it' })).toBeDisabled()
})
