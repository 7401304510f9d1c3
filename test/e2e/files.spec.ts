import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { type HereApp, serveHere } from '../support/served-here.ts'

let app: HereApp
test.beforeEach(async () => {
  app = await serveHere()
})
test.afterEach(() => app.stop())

test('the files of a run are read, copied and saved, and those of a task in its panel', async ({ page }) => {
  await page.goto(app.url)
  await page.getByLabel('Start from a goal').fill('A page for our choir')
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(page).toHaveTitle(/choir — succeeded/i)
  await page.getByRole('button', { name: 'Files' }).click()
  const files = page.getByRole('list', { name: 'Files' })
  await expect(files.getByRole('button')).toHaveCount(4)
  await expect(files.getByRole('button', { name: /^index.html/ })).toContainText(/bytes · text\/html/)
  await files.getByRole('button', { name: /^plan.md/ }).click()
  const file = page.getByRole('article', { name: 'plan.md' })
  await expect(file.getByText('Deliverables', { exact: true })).toBeVisible()
  await file.getByRole('button', { name: 'Text' }).click()
  await expect(file.getByText('## Deliverables')).toBeVisible()

  await files.getByRole('button', { name: /^index.html/ }).click()
  const code = page.getByRole('article', { name: 'index.html' }).getByRole('region', { name: 'Code' })
  await expect(code).toContainText(/^1\n2\n/)
  await expect(code).toContainText('<h1>')
  await files.getByRole('button', { name: /^plan.md/ }).click()

  const downloading = page.waitForEvent('download')
  await file.getByRole('button', { name: 'Download' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('plan.md')
  expect(readFileSync(await download.path(), 'utf8')).toMatch(/^# Plan: page for our choir/)

  await page.reload()
  await expect(file.getByText('Deliverables', { exact: true })).toBeVisible()
  await file.getByRole('button', { name: /write plan.md/i }).click()
  const panel = page.getByRole('complementary', { name: 'Task' })
  await panel.getByRole('tab', { name: 'Files' }).click()
  await expect(panel.getByRole('list', { name: 'Files' }).getByRole('button')).toHaveCount(1)
  await panel.getByRole('button', { name: 'plan.md' }).click()
  await expect(panel.getByText('Deliverables', { exact: true })).toBeVisible()
  await panel.getByRole('tab', { name: 'Result' }).click()
  await panel.getByRole('tabpanel', { name: 'Result' }).getByRole('button', { name: 'plan.md' }).click()
  await expect(panel.getByRole('tab', { name: 'Files' })).toHaveAttribute('aria-selected', 'true')
  await panel.getByRole('button', { name: 'All files' }).click()
  await expect(panel.getByRole('list', { name: 'Files' })).toBeVisible()
})

test('a run without files shows a note', async ({ page }) => {
  await page.goto(app.url)
  await page.getByRole('button', { name: 'Run Onboarding summary in Portuguese' }).click()
  await page.getByRole('button', { name: 'Files' }).click()
  await expect(page.getByText('No files yet')).toBeVisible()
})
