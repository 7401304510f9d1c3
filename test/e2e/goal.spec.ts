import { expect, test } from '@playwright/test'
import { type ServedApp, serveApp } from '../support/served-app.ts'

let app: ServedApp
test.beforeEach(async () => {
  app = await serveApp()
})
test.afterEach(() => app.stop())

test('a goal is typed, unfolds before the eyes and is done', async ({ page }) => {
  await page.goto(app.url)
  const goal = page.getByLabel('Start from a goal')
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeDisabled()
  await goal.fill('Write a guide to our garden')
  await goal.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'Write a guide to our garden' })).toBeVisible()
  await expect(page.getByText('3/3')).toBeVisible()
  await expect(page.getByText('Technical writer', { exact: true }).first()).toBeVisible()
  await expect(page.getByText('Succeeded with gaps', { exact: true }).first()).toBeVisible()
  await page.getByText('1 file still needs work', { exact: true }).click()
  await expect(page.getByRole('list', { name: 'What is still missing' })).toContainText('The main part')
})

test('a goal whose words do not say enough asks, and goes on with the answer', async ({ page }) => {
  await page.goto(app.url)
  await page.getByLabel('Start from a goal').fill('Negotiate a better lease for our office')
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(page.getByText('1 task waits for your answer')).toBeVisible()
  await page
    .getByRole('button', { name: /What should be made for/ })
    .first()
    .click()
  await page.getByLabel('Your answer').fill('Draft a proposal document for the landlord')
  await page.getByRole('button', { name: 'Send the answer' }).click()
  await expect(page.getByText('4/4')).toBeVisible()
})
