import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import pino from 'pino'
import { systemClock } from '../../src-main/base/clock.ts'
import { boot } from '../../src-main/boot.ts'
import { loadConfig } from '../../src-main/config.ts'
import { appRoot } from '../../src-main/hosts/app-root.ts'
import { listBroken } from '../support/axe.ts'
import { callApp, type ServedApp, serveApp } from '../support/served-app.ts'

let app: ServedApp
test.beforeEach(async ({ page }) => {
  app = await serveApp()
  await page.emulateMedia({ reducedMotion: 'reduce' })
})
test.afterEach(() => app.stop())

const day = 86_400_000
const box = (page: Page) => page.getByRole('searchbox', { name: 'Search memory' })
const entries = (page: Page) => page.getByRole('list', { name: 'Memory entries' }).getByRole('listitem')
const pane = (page: Page) => page.getByRole('complementary', { name: 'Entry' })

/** As a week ago: a build log and a note from then. */
async function liveThroughLastWeek(dataDir: string): Promise<void> {
  const clock = { ...systemClock, now: () => Date.now() - 7 * day }
  const config = loadConfig({ appRoot, version: 'test', port: 0 }, { SWITCHYARD_DATA_DIR: dataDir })
  const booted = await boot(config, { host: 'server', log: pino({ level: 'silent' }), clock })
  if (!booted.ok) throw new Error(booted.error.message)
  const { client, close } = booted.value
  const task = (id: string, skill: string) => ({ task_id: id, description: id, required_skills: [skill] })
  await client.runs.start({
    request: { plan_id: 'fence', tasks: [task('paint', 'painting_fences'), task('recall', 'memory_search')] },
  })
  await client.memory.remember({
    type: 'note',
    content: 'The oak boards come only on Thursdays',
    tags: ['boards'],
  })
  await close()
}

async function openMemory(page: Page) {
  await page.goto(app.url)
  await page.getByRole('navigation').getByRole('link', { name: 'Memory' }).click()
  await expect(page.getByRole('heading', { name: 'Memory', exact: true })).toBeVisible()
}

test('a sentence of last week’s build log is found, read, and leads to its run', async ({ page }) => {
  await app.kill()
  await liveThroughLastWeek(app.dataDir)
  app = await serveApp({ dataDir: app.dataDir })
  await callApp(app, ['POST', '/memory'], { type: 'note', content: 'This week nobody is painting fences' })

  await openMemory(page)
  await expect(entries(page)).toHaveCount(3)
  await page.keyboard.press('/')
  await expect(box(page)).toBeFocused()
  await page.keyboard.type('painting_fences last week')
  await expect(entries(page)).toHaveCount(1)
  await expect(entries(page)).toContainText('1 task delegated')
  await expect(entries(page)).toContainText('1 unassigned')
  await expect(entries(page).locator('mark')).toHaveText(['painting_fences'])
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText('from')
  await expect(page.getByText('1 entry', { exact: true })).toBeVisible()

  await page.keyboard.press('ArrowDown')
  await expect(pane(page)).toContainText('1 task nobody can do')
  await expect(pane(page)).toContainText('Agent lacks required skills: painting_fences')
  expect(await listBroken(page)).toEqual([])
  await pane(page).getByRole('button', { name: 'JSON', exact: true }).click()
  await expect(pane(page).getByRole('region', { name: 'JSON' })).toContainText('unassigned_tasks')
  expect(await listBroken(page)).toEqual([])
  await pane(page).getByRole('link', { name: 'fence' }).first().click()
  await page.waitForURL(/runs\/run_/)
})

test('filters narrow what is found, are taken away one by one, and nothing found says so', async ({
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
  await expect(page.getByText('No entry fits this search')).toBeVisible()
  expect(await listBroken(page)).toEqual([])
  await box(page).fill('tag:shop after:soon')
  await expect(page.getByRole('alert')).toContainText('“soon” is no date')
  await page.getByRole('button', { name: 'Remove tag shop' }).click()
  await expect(box(page)).toHaveValue('after:soon')
  await page.getByRole('button', { name: 'Clear the search' }).first().click()
  await expect(entries(page)).toHaveCount(3)
})

test('an entry is written, read as text, compared, and all are exported', async ({ page }) => {
  await openMemory(page)
  await expect(page.getByText('Nothing is kept yet')).toBeVisible()
  for (const text of ['# Boards\n\nOnly on **Thursdays**', '# Boards\n\nOnly on **Fridays**']) {
    await page.getByRole('button', { name: 'Write an entry' }).click()
    const dialog = page.getByRole('dialog', { name: 'Write an entry' })
    await dialog.getByLabel('Text').fill(text)
    await dialog.getByLabel('Tags').fill('supplier,')
    expect(await listBroken(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Keep it' }).click()
    await expect(dialog).toBeHidden()
  }
  await expect(pane(page).getByText('Fridays')).toBeVisible()
  await pane(page).getByRole('button', { name: 'Compare with another entry' }).click()
  await expect(pane(page)).toContainText('Choose the other entry')
  await entries(page).nth(1).getByRole('link').click()
  await expect(pane(page).getByRole('region', { name: 'What differs' }).last()).toContainText(
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

test('links of before lead to memory', async ({ page }) => {
  const { id } = await callApp(app, ['POST', '/memory'], { type: 'note', content: 'Kept before' })
  await openMemory(page)
  const { origin } = new URL(page.url())
  await page.goto(`${origin}/#/log/${id}`)
  await expect(pane(page)).toContainText('Kept before')
})
