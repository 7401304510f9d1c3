import { expect, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { type HereApp, serveHere } from '../support/served-here.ts'

let app: HereApp
test.beforeEach(async () => {
  app = await serveHere()
})
test.afterEach(() => app.stop())

test('a goal is entered, progresses on screen and completes', async ({ page }) => {
  await page.goto(app.url)
  const goal = page.getByLabel('Start from a goal')
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeDisabled()
  await goal.fill('Write a guide to our garden')
  await goal.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'Write a guide to our garden' })).toBeVisible()
  await expect(page.getByText('3/3')).toBeVisible()
  await expect(page.getByText('Technical writer', { exact: true }).first()).toBeVisible()
  await expect(page.getByText('Succeeded with gaps', { exact: true }).first()).toBeVisible()
  await page.getByText('1 file incomplete', { exact: true }).click()
  await expect(page.getByRole('list', { name: 'Incomplete files' })).toContainText('The main part')
})

test('an unclear goal asks, and continues with the answer', async ({ page }) => {
  await page.goto(app.url)
  await page.getByLabel('Start from a goal').fill('Negotiate a better lease for our office')
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(page.getByText('1 task needs your answer')).toBeVisible()
  await page
    .getByRole('button', { name: /What should be made for/ })
    .first()
    .click()
  await page.getByLabel('Your answer').fill('Draft a proposal document for the landlord')
  await page.getByRole('button', { name: 'Send answer' }).click()
  await expect(page.getByText('4/4')).toBeVisible()
})

test('limits of a goal are set before the start, shown with their usage, and enforced', async ({ page }) => {
  await page.goto(app.url)
  await page.getByLabel('Start from a goal').fill('Write a guide to our garden')
  await expect(page.getByLabel('Depth')).toBeHidden()
  await page.getByText('Limits', { exact: true }).click()
  await expect(page.getByLabel('Depth')).toHaveAttribute('placeholder', '200')
  const count = page.getByLabel('Tasks', { exact: true })
  await count.fill('none')
  await expect(page.getByText('Enter a whole number from 1 to 10,000.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeDisabled()
  await count.fill('2')
  expect(await listBroken(page)).toEqual([])
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(
    page.getByText('Limits: 2 of 2 tasks, depth 3 of 200, 0 of 5 rounds without progress'),
  ).toBeVisible()
  await page
    .getByRole('button', { name: /The decider proposed a task for technical_writer/ })
    .first()
    .click()
  await expect(page.getByText(/The run has reached the goal's limit of 2 tasks/).first()).toBeVisible()
})
