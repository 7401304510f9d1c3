import { expect, type Page, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { callApp } from '../support/served-app.ts'
import { type HereApp, serveHere } from '../support/served-here.ts'
import { openPlace } from '../support/window.ts'

/** More runs than any list loads at once. */
const newer = 210

let app: HereApp
let oldest: string
test.beforeEach(async () => {
  app = await serveHere()
  oldest = await start('Harvest of the orchard', 'orchard')
  const twin = await start('Harvest once more', 'orchard')
  expect(twin).not.toBe(oldest)
  for (let at = 0; at < newer; at += 1) await start(`Run ${at}`, 'daily')
})
test.afterEach(() => app.stop())

/** No agent has the skill of the task, so the run stays blocked. */
async function start(title: string, planId: string): Promise<string> {
  const tasks = [{ task_id: 'a', description: 'Do it', required_skills: ['no_such_skill'] }]
  const { runId } = await callApp(app, ['POST', '/runs'], {
    request: { plan_id: planId, title, project_id: planId, tasks },
  })
  return runId
}

const options = (page: Page) => page.getByRole('option')

test('a run older than the loaded lists is found wherever runs are selected', async ({ page }) => {
  await openPlace(page, app)

  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: /Search commands/ })
  await field.fill('/')
  await expect(options(page).filter({ hasText: 'All runs' })).toBeVisible()
  await field.fill('orchard')
  const older = page.getByRole('group', { name: 'Older runs' })
  await expect(older.getByRole('option')).toHaveCount(2)
  expect(await listBroken(page)).toEqual([])
  await older.getByRole('option', { name: 'Harvest of the orchard' }).click()
  await expect(page).toHaveURL(new RegExp(oldest))

  await openPlace(page, app, `/compare?left=${oldest}`)
  const before = page.getByRole('combobox', { name: 'Before' })
  const after = page.getByRole('combobox', { name: 'After' })
  await expect(before).toHaveValue(/^Harvest of the orchard/)
  await expect(after).toHaveValue(/^Harvest once more/)
  await before.focus()
  await expect(page.getByText(`Newest 100 of ${newer + 2}. Type to find others.`)).toBeVisible()
  expect(await listBroken(page)).toEqual([])
  await page.getByRole('button', { name: 'Show more' }).click()
  await expect(options(page)).toHaveCount(200)
  await before.fill('once more')
  await expect(options(page)).toHaveCount(1)
  await before.press('Enter')
  await expect(before).toHaveValue(/^Harvest once more/)

  await openPlace(page, app, '/statistics')
  const run = page.getByRole('combobox', { name: 'Run', exact: true })
  await expect(run).toHaveValue('All runs')
  await run.fill('harvest of')
  await run.press('Enter')
  await expect(page).toHaveURL(new RegExp(oldest))
  await expect(run).toHaveValue(/^Harvest of the orchard/)
  await run.fill('')
  await options(page).filter({ hasText: 'All runs' }).click()
  await expect(page).not.toHaveURL(new RegExp(oldest))
})

test('a memory entry names the old run that it comes from', async ({ page }) => {
  await callApp(app, ['POST', '/memory'], { type: 'note', content: 'Apples keep in straw', runId: oldest })
  await openPlace(page, app, '/memory')
  await page.getByRole('list', { name: 'Memory entries' }).getByRole('listitem').first().click()
  const pane = page.getByRole('complementary', { name: 'Entry' })
  await expect(pane.getByRole('link', { name: 'Harvest of the orchard' })).toBeVisible()
})

test('a budget is set for an old active run', async ({ page }) => {
  await openPlace(page, app, '/money')
  await page.getByRole('button', { name: 'Set budget' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Budget of').selectOption('run')
  const which = dialog.getByRole('combobox', { name: 'Select a run' })
  await which.fill('harvest of')
  await which.press('Enter')
  await expect(which).toHaveValue(/^Harvest of the orchard/)
  await dialog.getByLabel('Budget amount').fill('12')
  await dialog.getByRole('button', { name: 'Save budget' }).click()
  await expect(page.getByText('Harvest of the orchard').first()).toBeVisible()
})
