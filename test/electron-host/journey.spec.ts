import { expect } from '@playwright/test'
import { test } from './host.ts'
import { approveTheRelease, runTheSample, startTheSample, task } from './journey.ts'

test('a newcomer runs the sample through the built bundles, reloads in the middle and loses nothing', async ({
  host,
}) => {
  const { page } = await host.start()
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') broken.push(message.text())
  })
  await runTheSample(page)
  expect(broken).toEqual([])
})

test('many reloads leave one way to the engine, and the run goes on', async ({ host }) => {
  const { page } = await host.start()
  await startTheSample(page)
  for (let reloads = 0; reloads < 5; reloads += 1) {
    await page.reload()
    await expect(task(page, 'Write the scope')).toBeVisible()
  }
  await expect(page.getByRole('status').filter({ hasText: 'Connected' })).toBeVisible()
  await expect(task(page, 'Plan the deliverables')).toContainText('Done')
})

test('the app is killed in the middle of a run and started again: the run finishes', async ({ host }) => {
  const first = await host.start()
  await startTheSample(first.page)
  await expect(task(first.page, 'Write the scope')).toContainText('Done')
  await first.kill()

  const { page } = await host.start()
  // The window is where it was.
  await expect(page.getByRole('heading', { name: 'Hello web app' })).toBeVisible()
  await expect(task(page, 'Write the scope')).toContainText('Done')
  await approveTheRelease(page)
})
