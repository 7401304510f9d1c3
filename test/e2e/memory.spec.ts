import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { callApp } from '../support/served-app.ts'
import { type HereApp, serveHere } from '../support/served-here.ts'
import { showPlace } from '../support/window.ts'

let app: HereApp
test.beforeEach(async () => {
  app = await serveHere()
})
test.afterEach(() => app.stop())

const box = (page: Page) => page.getByRole('searchbox', { name: 'Search memory' })
const entries = (page: Page) => page.getByRole('list', { name: 'Memory entries' }).getByRole('listitem')
const pane = (page: Page) => page.getByRole('complementary', { name: 'Entry' })

async function openMemory(page: Page) {
  await page.goto(app.url)
  await page.getByRole('navigation').getByRole('link', { name: 'Memory' }).click()
  await expect(page.getByRole('heading', { name: 'Memory', exact: true })).toBeVisible()
}

test('filters narrow the results, are removed one by one, and an empty result has a note', async ({
  page,
}) => {
  for (const [content, tags] of [
    ['Order the boards', ['shop', 'wood']],
    ['Order the paint', ['shop']],
    ['Call Ms Weber', ['people']],
  ] as const) {
    await callApp(app, ['POST', '/memory'], { type: 'note', content, tags })
  }
  await openMemory(page)
  await expect(entries(page)).toHaveCount(3)
  await page.getByRole('button', { name: 'Tag' }).click()
  await expect(page.getByRole('menuitemcheckbox', { name: 'shop 2' })).toBeVisible()
  await page.getByRole('menuitemcheckbox', { name: 'shop 2' }).click()
  await page.keyboard.press('Escape')
  await expect(box(page)).toHaveValue('tag:shop')
  await expect(entries(page)).toHaveCount(2)
  await box(page).fill('tag:shop boards')
  await expect(entries(page)).toHaveCount(1)
  await box(page).fill('tag:shop boards zebra')
  await expect(page.getByText('No matching entries')).toBeVisible()
  expect(await listBroken(page)).toEqual([])
  await box(page).fill('tag:shop after:soon')
  await expect(page.getByRole('alert')).toContainText('Invalid date “soon”')
  await page.getByRole('button', { name: 'Remove tag shop' }).click()
  await expect(box(page)).toHaveValue('after:soon')
  await page.getByRole('button', { name: 'Clear search' }).first().click()
  await expect(entries(page)).toHaveCount(3)
})

test('a menu with incomplete values says so, and loads the rest', async ({ page }) => {
  for (let at = 0; at < 14; at += 1) {
    await callApp(app, ['POST', '/memory'], { type: 'note', content: `Note ${at}`, tags: [`tag-${at}`] })
  }
  await openMemory(page)
  await page.getByRole('button', { name: 'Tag' }).click()
  await expect(page.getByRole('menuitemcheckbox')).toHaveCount(12)
  await expect(page.getByText('Most frequent values')).toBeVisible()
  await page.getByRole('menuitem', { name: 'Count all' }).press('Enter')
  await expect(page.getByRole('menuitemcheckbox')).toHaveCount(14)
  await expect(page.getByText('Most frequent values')).toBeHidden()
})

test('an entry is written, read as text, compared, and all entries are exported', async ({ page }) => {
  await openMemory(page)
  await expect(page.getByText('No entries yet')).toBeVisible()
  for (const text of ['# Boards\n\nOnly on **Thursdays**', '# Boards\n\nOnly on **Fridays**']) {
    await page.getByRole('button', { name: 'Write entry' }).click()
    const dialog = page.getByRole('dialog', { name: 'Write entry' })
    await dialog.getByLabel('Text').fill(text)
    await dialog.getByLabel('Tags').fill('supplier,')
    expect(await listBroken(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Save entry' }).click()
    await expect(dialog).toBeHidden()
  }
  await expect(pane(page).getByText('Fridays')).toBeVisible()
  await pane(page).getByRole('button', { name: 'Compare with another entry' }).click()
  await expect(pane(page)).toContainText('Select another entry')
  await entries(page).nth(1).getByRole('link').click()
  await expect(pane(page).getByRole('region', { name: 'Differences' }).last()).toContainText(
    '-Only on **Thursdays**',
  )
  await page.getByRole('button', { name: 'Export' }).click()
  const coming = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'JSON lines' }).click()
  const lines = readFileSync(await (await coming).path(), 'utf8')
    .trim()
    .split('\n')
  expect(lines.map((line) => JSON.parse(line).content)).toEqual([
    '# Boards\n\nOnly on **Fridays**',
    '# Boards\n\nOnly on **Thursdays**',
  ])
})

test('an entry is pinned and tagged, and found by both', async ({ page }) => {
  for (const content of ['Order the boards', 'Call Ms Weber'])
    await callApp(app, ['POST', '/memory'], { type: 'note', content, tags: ['shop'] })
  await openMemory(page)
  await entries(page).filter({ hasText: 'boards' }).getByRole('link').click()
  await pane(page).getByRole('button', { name: 'Pin', exact: true }).click()
  await expect(pane(page).getByRole('button', { name: 'Unpin' })).toBeVisible()
  await pane(page).getByRole('button', { name: 'Edit tags' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit tags' })
  await dialog.getByLabel('Tags').fill('wood')
  await dialog.getByLabel('Tags').press('Enter')
  expect(await listBroken(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Save tags' }).click()
  await expect(pane(page).getByRole('link', { name: 'wood' })).toBeVisible()
  await box(page).fill('tag:pinned tag:wood')
  await expect(entries(page)).toHaveCount(1)
  await expect(entries(page).getByRole('img', { name: 'Pinned' })).toBeVisible()
  expect(await listBroken(page)).toEqual([])
})

test('old links lead to memory', async ({ page }) => {
  const { id } = await callApp(app, ['POST', '/memory'], { type: 'note', content: 'Kept before' })
  await openMemory(page)
  await showPlace(page, `/log/${id}`)
  await expect(pane(page)).toContainText('Kept before')
})
