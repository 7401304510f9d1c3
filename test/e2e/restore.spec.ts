import { expect, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { callApp, type ServedApp, serveApp } from '../support/served-app.ts'

let app: ServedApp
test.beforeEach(async () => {
  app = await serveApp()
})
test.afterEach(() => app.stop())

const keep = (content: string) => callApp(app, ['POST', '/memory'], { type: 'note', content })

test('a person restores a backup, finds the earlier data, and can go back', async ({ page }) => {
  await keep('Kept before')
  await page.goto(app.url)
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click()
  await page
    .getByRole('navigation', { name: 'Settings' })
    .getByRole('button', { name: 'Data', exact: true })
    .click()
  await page.getByRole('button', { name: 'Back up now' }).click()
  const backups = page.getByRole('list', { name: 'Backups' })
  await expect(backups.getByRole('listitem')).toHaveCount(1)
  await keep('Kept after')

  await backups.getByRole('button', { name: /^Restore/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Restore this backup?' })
  await expect(dialog).toContainText('The current data is backed up first')
  expect(await listBroken(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Back up and restore' }).click()
  // The engine restarts in the background, and the window returns to the same screen.
  await expect(page.getByText(/Restored on .* from backup-/)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText(/The previous data is saved as backup-/)).toBeVisible()
  await expect(backups.getByRole('listitem')).toHaveCount(2)
  expect(await listBroken(page)).toEqual([])
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Memory' }).click()
  const entries = page.getByRole('list', { name: 'Entries' })
  await expect(entries).toContainText('Kept before')
  await expect(entries).not.toContainText('Kept after')
})
