import { expect, test } from '@playwright/test'
import { type ServedApp, serveApp } from '../support/served-app.ts'

let app: ServedApp
test.beforeEach(async () => {
  app = await serveApp()
})
test.afterEach(async () => {
  await app.stop()
})

const file = {
  master: {
    tasks: [
      {
        id: 1,
        title: 'Lay the track',
        description: 'Lay it',
        status: 'pending',
        dependencies: [],
        priority: 'high',
        subtasks: [],
      },
      {
        id: 2,
        title: 'Build the station',
        description: 'Build it',
        dependencies: [1, 9],
        subtasks: [
          { id: 1, title: 'Platform', dependencies: [] },
          { id: 2, title: 'Roof', dependencies: [1] },
        ],
      },
    ],
  },
}

test('a Task Master file is imported with warnings, and run', async ({ page }) => {
  await page.goto(app.url)
  await page.getByLabel('Plan file').setInputFiles({
    name: 'tasks.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(file)),
  })
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('9')
  await dialog.getByRole('button', { name: /^Import/ }).click()
  await page.getByRole('button', { name: /^Run tasks/ }).click()
  // No agent has the skill for platforms.
  await expect(page.locator('[data-task]', { hasText: 'Platform' })).toContainText('no agent')
  await expect(page.getByText('No agent takes tasks without required skills').first()).toBeVisible()
})
