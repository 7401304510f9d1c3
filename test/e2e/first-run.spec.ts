import { expect, type Page, test } from '@playwright/test'
import { type ServedApp, serveApp } from '../support/served-app.ts'

let app: ServedApp

test.beforeEach(async () => {
  app = await serveApp()
})
test.afterEach(async () => {
  await app.stop()
})

const task = (page: Page, title: string) => page.locator(`[data-task]`, { hasText: title })

test('a newcomer runs the sample, watches it, opens its gate and reads what happened', async ({ page }) => {
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') broken.push(message.text())
  })
  await page.goto(app.url)
  await expect(page.getByRole('heading', { name: 'Run your first plan' })).toBeVisible()
  expect(page.url()).not.toContain('launch')
  await page.getByRole('button', { name: 'Run Hello web app' }).click()

  await expect(page.getByRole('heading', { name: 'Hello web app' })).toBeVisible()
  await expect(task(page, 'Write the scope')).toContainText('Running')
  await expect(task(page, 'Release')).toContainText('Waiting')
  await expect(task(page, 'Write the scope')).toContainText('Done')
  await expect(task(page, 'Plan the deliverables')).toContainText('Running')

  await task(page, 'Plan the deliverables').click()
  await expect(page.getByRole('complementary', { name: 'Task' })).toContainText('robin')
  await page.getByRole('tab', { name: 'Log' }).click()
  await expect(page.getByRole('log')).toContainText('Step 1 of 3')

  await page.reload()
  await expect(page.getByRole('heading', { name: 'Hello web app' })).toBeVisible()
  await expect(page.getByRole('log')).toContainText('Step 1 of 3')
  await expect(task(page, 'Greeting endpoint')).toContainText('Running')
  await expect(task(page, 'Write the scope')).toContainText('Done')

  const waiting = page.getByRole('region', { name: 'Waiting for you' })
  await waiting.getByRole('button', { name: 'Release' }).click({ timeout: 30_000 })
  await expect(task(page, 'Release')).toContainText('Needs you')
  await page.getByRole('complementary', { name: 'Task' }).getByRole('button', { name: 'Approve' }).click()
  await expect(task(page, 'Release')).toContainText('Done')
  await expect(page).toHaveTitle(/Hello web app — done/i)

  await page.getByRole('link', { name: 'Build log' }).last().click()
  await expect(page.getByRole('heading', { name: 'hello-web-app' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('release-delegated')
  expect(broken).toEqual([])
})

test('a task nobody can do keeps its reason on screen', async ({ page }) => {
  await page.goto(app.url)
  await page.getByRole('button', { name: 'Run A skill nobody has' }).click()
  await expect(task(page, 'Summarize the onboarding logs')).toContainText('Done')
  await expect(task(page, 'Translate the summary')).toContainText('Unassigned')
  await expect(page.getByRole('main')).toContainText(
    'No qualified agent found: Agent lacks required skills: translation.',
  )
})

test('the engine is killed and started again: the page catches up and the run finishes', async ({ page }) => {
  await page.goto(app.url)
  const port = Number(new URL(app.url).port)
  await page.getByRole('button', { name: 'Run Hello web app' }).click()
  await expect(task(page, 'Write the scope')).toContainText('Done')
  await app.kill()
  await expect(page.getByRole('alert')).toContainText('Switchyard is not running')
  app = await serveApp({ dataDir: app.dataDir, port })
  await page.goto(app.url)
  await expect(page.getByRole('heading', { name: 'Hello web app' })).toBeVisible()
  await expect(task(page, 'Write the scope')).toContainText('Done')
  await expect(task(page, 'Release')).toContainText('Needs you', { timeout: 30_000 })
})

test('without a token the page asks for a link and shows nothing', async ({ page }) => {
  await page.goto(new URL(app.url).origin)
  await expect(page.getByRole('button', { name: 'Run Hello web app' })).toHaveCount(0)
  await expect(page.locator('body')).toContainText(/link/i)
})

test('a stopped run asks first, is over for good, and can be run again', async ({ page }) => {
  await page.goto(app.url)
  await page.getByRole('button', { name: 'Run Hello web app' }).click()
  await expect(task(page, 'Write the scope')).toContainText('Running')
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('button', { name: 'Keep going' }).click()
  await expect(task(page, 'Write the scope')).toContainText('Done')
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('button', { name: 'Stop the run' }).click()
  await expect(task(page, 'Release')).toContainText('Cancelled')
  await page.getByRole('button', { name: 'Run again' }).click()
  await expect(task(page, 'Write the scope')).toContainText('Running')
})
