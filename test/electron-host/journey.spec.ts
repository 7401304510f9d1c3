import { expect } from '@playwright/test'
import { startTheSample, task } from '../stories/sample.ts'
import { test } from './host.ts'

test('many reloads leave one connection to the engine, and the run continues', async ({ host }) => {
  const { page } = await host.start()
  await startTheSample(page)
  for (let reloads = 0; reloads < 5; reloads += 1) {
    await page.reload()
    await expect(task(page, 'Write the scope')).toBeVisible()
  }
  await expect(page.getByRole('status').filter({ hasText: 'Connected' })).toBeVisible()
  await expect(task(page, 'Plan the deliverables')).toContainText('Done')
})
