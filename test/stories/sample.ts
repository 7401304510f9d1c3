import { expect, type Page } from '@playwright/test'

export const task = (page: Page, title: string) => page.locator('[data-task]', { hasText: title })

/** A task of the sample runs for a second, so on a busy machine it may already be done. */
export const hasBegun = (page: Page, title: string): Promise<void> =>
  expect(task(page, title)).toContainText(/Running|Done/)

/** Runs the sample like a new user, with a reload in the middle that must lose nothing. Same steps in each host. */
export async function runTheSample(page: Page): Promise<void> {
  await runTheFirstHalf(page)
  await runTheSecondHalf(page)
}

export async function startTheSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Simulate Hello web app' }).click()
  await expect(page.getByRole('heading', { name: 'Hello web app' })).toBeVisible()
  await hasBegun(page, 'Write the scope')
  await expect(task(page, 'Release')).toContainText('Waiting')
}

/** Runs until the second task has log lines, and reloads the page. */
export async function runTheFirstHalf(page: Page): Promise<void> {
  await startTheSample(page)
  await expect(task(page, 'Write the scope')).toContainText('Done')
  await hasBegun(page, 'Plan the deliverables')

  await task(page, 'Plan the deliverables').click()
  await expect(page.getByRole('complementary', { name: 'Task' })).toContainText('Robin (simulated)')
  await page.getByRole('tab', { name: 'Log' }).click()
  await expect(page.getByRole('log')).toContainText(/step 1 of 3/i)

  await page.reload()
  await isAsItWas(page)
}

/** Checks that the window shows the same location, results and log lines as before. */
export async function isAsItWas(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Hello web app' })).toBeVisible()
  await expect(page.getByRole('log')).toContainText(/step 1 of 3/i)
  await expect(task(page, 'Write the scope')).toContainText('Done')
}

/** Approves the gate, and reads the build log. */
export async function runTheSecondHalf(page: Page): Promise<void> {
  await hasBegun(page, 'Greeting endpoint')
  const strip = page.getByRole('region', { name: 'Waiting for you' })
  await strip.getByRole('button', { name: 'Release' }).click({ timeout: 30_000 })
  await expect(task(page, 'Release')).toContainText('Needs you')
  await page.getByRole('tab', { name: 'Overview' }).click()
  const panel = page.getByRole('complementary', { name: 'Task' })
  await panel.getByRole('button', { name: 'Approve' }).click()
  await expect(panel).toContainText('Done')
  await expect(page).toHaveTitle(/Hello web app — succeeded/i)

  await page.getByRole('link', { name: 'Build log' }).last().click()
  await expect(page.getByRole('heading', { name: 'Hello web app', level: 2, exact: true })).toBeVisible()
  await expect(page.getByRole('main').getByRole('link', { name: 'release', exact: true })).toBeVisible()
}
