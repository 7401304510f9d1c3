import { expect, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { openFakeModelServer, turns } from '../support/fake-model-server.ts'
import { openPlace } from '../support/window.ts'
import { type GatesApp, openGatesApp } from './gates-app.ts'

let app: GatesApp
test.beforeEach(async ({ page }) => {
  app = await openGatesApp()
  await page.emulateMedia({ reducedMotion: 'reduce' })
})
test.afterEach(() => app.stop())

test('a model is added, tried before it is kept, and used', async ({ page }) => {
  const fake = await openFakeModelServer([turns.json({ colour: 'red', code: 'sy-7' })], { repeatsLast: true })
  await openPlace(page, app, '/settings?section=models')
  await expect(page.getByText('No model is set')).toBeVisible()
  expect(await listBroken(page)).toEqual([])
  await page.getByRole('button', { name: 'Add a model' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a model' })
  await dialog.getByLabel('Address').fill('over there')
  await dialog.getByLabel('What it is called here').fill('laptop')
  await dialog.getByLabel('Name of the model').fill('fake')
  await dialog.getByRole('button', { name: 'Keep the model' }).click()
  await expect(dialog.getByRole('alert')).toContainText('http://127.0.0.1:11434/v1')
  await dialog.getByLabel('Address').fill(fake.baseURL)
  await dialog.getByRole('button', { name: 'Test it first' }).click()
  await expect(dialog.getByRole('status').last()).toContainText('It works: answered in')
  await expect(dialog).toContainText('The server has: fake')
  expect(await listBroken(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Keep the model' }).click()
  await expect(dialog).toBeHidden()

  const models = page.getByRole('list', { name: 'Models' })
  await expect(models).toContainText('Not used')
  await page.getByLabel('Deciding: what comes next in a goal').selectOption('laptop')
  await expect(models).toContainText('For deciding')
  await models.getByRole('button', { name: 'Test' }).click()
  await expect(models).toContainText('It works: answered in')
  expect(await app.client.models.list()).toMatchObject([{ name: 'laptop', usedFor: ['deciding'] }])
  await models.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('No model is set')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(models).toContainText('For deciding')
  await fake.close()
})

test('a backup is made while work goes on, and read again', async ({ page }) => {
  await openPlace(page, app, '/settings?section=data')
  await expect(page.getByText('There is no backup yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Back up now' }).click()
  const backups = page.getByRole('list', { name: 'Backups' })
  await expect(backups.getByRole('listitem')).toHaveCount(1)
  await backups.getByRole('button', { name: 'Check' }).click()
  await expect(backups).toContainText(/Whole: [\d,]+ entr(y|ies) of the log verified/)
  expect(await listBroken(page)).toEqual([])
  await page.getByRole('button', { name: 'What would it free?' }).click()
  await expect(page.getByText('It would free nothing.')).toBeVisible()
})

test('settings are found by a word, hold at once, and keys are changed', async ({ page }) => {
  await openPlace(page, app, '/settings')
  await page.getByRole('button', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  expect(await listBroken(page)).toEqual([])
  await page.getByLabel('Search settings').fill('quiet')
  await expect(page.getByRole('heading', { name: 'Notifications' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'General' })).toHaveCount(0)
  await page.getByLabel('Quiet hours').check()
  await expect(page.getByLabel('From')).toHaveValue('22:00')
  await page.getByLabel('A run is done: In the window').uncheck()
  expect(await listBroken(page)).toEqual([])
  await page.getByLabel('Search settings').fill('zebra')
  await expect(page.getByText('No setting for “zebra”.')).toBeVisible()
  await page.getByLabel('Search settings').fill('')

  await page.getByRole('button', { name: 'Limits' }).click()
  await page.getByLabel('Tasks at work at once').fill('0')
  await expect(page.getByText('A whole number from 1 to 1,000.')).toBeVisible()
  await page.getByLabel('Tasks at work at once').fill('4')
  await page.getByLabel('Tasks at work at once').press('Enter')
  await expect(page.getByText('At most 4 tasks at once')).toBeVisible()

  for (const section of ['Workspaces', 'Mail', 'About', 'Keys']) {
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: section }).click()
    await expect(page.getByRole('heading', { name: section })).toBeVisible()
    expect(await listBroken(page)).toEqual([])
  }
  await page.getByLabel('Search commands').fill('Go to Home')
  await page.getByRole('button', { name: 'Change the keys of Go to Home' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: 'Press the new keys' })).toBeFocused()
  await page.keyboard.press('Control+Shift+h')
  await dialog.getByRole('button', { name: 'Keep these keys' }).click()
  await expect(page.getByText('Yours')).toBeVisible()
  await page.keyboard.press('Control+Shift+h')
  await expect(page).toHaveURL(/#\/$/)
})
