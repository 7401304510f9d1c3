import { expect, test } from '@playwright/test'
import { hasBegun, task } from '../stories/sample.ts'
import { type HereApp, serveHere } from '../support/served-here.ts'

let app: HereApp

test.beforeEach(async () => {
  app = await serveHere()
})
test.afterEach(async () => {
  await app.stop()
})

test('a task without an agent keeps its reason on screen', async ({ page }) => {
  await page.goto(app.url)
  await page.getByRole('button', { name: 'Run Onboarding summary in Portuguese' }).click()
  await expect(task(page, 'Summarize the onboarding logs')).toContainText('Done')
  await expect(task(page, 'Translate the summary')).toContainText('Unassigned')
  await expect(page.getByRole('main')).toContainText('No agent has these skills: translation.')
  await task(page, 'Translate the summary').click()
  await expect(page.getByRole('complementary', { name: 'Task' })).toContainText(
    'No qualified agent found: Agent lacks required skills: translation.',
  )
})

test('without a token the page asks for a link and shows nothing', async ({ page }) => {
  await page.goto(new URL(app.url).origin)
  await expect(page.getByRole('button', { name: 'Simulate Hello web app' })).toHaveCount(0)
  await expect(page.locator('body')).toContainText(/link/i)
})

test('stopping a run asks first, ends the run, and the run can be run again', async ({ page }) => {
  await page.goto(app.url)
  await page.getByRole('button', { name: 'Simulate Hello web app' }).click()
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('button', { name: 'Keep going' }).click()
  await expect(task(page, 'Write the scope')).toContainText('Done')
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('button', { name: 'Stop run' }).click()
  await expect(task(page, 'Release')).toContainText('Cancelled')
  await page.getByRole('button', { name: 'Run again' }).click()
  await expect(task(page, 'Release')).toContainText('Waiting')
  await hasBegun(page, 'Write the scope')
})
