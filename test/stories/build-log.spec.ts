import { expect, type Page } from '@playwright/test'
import pino from 'pino'
import { systemClock } from '../../src-main/base/clock.ts'
import { boot } from '../../src-main/boot/boot.ts'
import { loadConfig } from '../../src-main/boot/config.ts'
import { appRoot } from '../../src-main/hosts/app-root.ts'
import { callApp } from '../support/served-app.ts'
import { test } from './app.ts'

const weekMs = 7 * 86_400_000
const entries = (page: Page) => page.getByRole('list', { name: 'Memory entries' }).getByRole('listitem')
const pane = (page: Page) => page.getByRole('complementary', { name: 'Entry' })

/** Creates a build log that is one week old. */
async function liveThroughLastWeek(dataDir: string): Promise<void> {
  const clock = { ...systemClock, now: () => Date.now() - weekMs }
  const config = loadConfig({ appRoot, version: 'test', port: 0 }, { SWITCHYARD_DATA_DIR: dataDir })
  const booted = await boot(config, { host: 'server', log: pino({ level: 'silent' }), clock })
  if (!booted.ok) throw new Error(booted.error.message)
  const { client, close } = booted.value
  const task = (id: string, skill: string) => ({ task_id: id, description: id, required_skills: [skill] })
  const tasks = [task('paint', 'painting_fences'), task('recall', 'memory_search')]
  await client.runs.start({ request: { plan_id: 'fence', tasks } })
  await close()
}

test('a sentence of last week’s build log is found and read, and links to its run', async ({ app }) => {
  await app.restart(() => liveThroughLastWeek(app.dataDir))
  const { page } = app
  await callApp(app, ['POST', '/memory'], { type: 'note', content: 'This week nobody is painting fences' })

  await app.runCommand('Go to Memory')
  await expect(entries(page).first()).toBeVisible()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: 'Search memory' })).toBeFocused()
  await page.keyboard.type('painting_fences last week')
  await expect(entries(page)).toHaveCount(1)
  await expect(entries(page)).toContainText('1 task delegated')
  await expect(entries(page)).toContainText('1 unassigned')
  await expect(entries(page).locator('mark')).toHaveText(['painting_fences'])
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText('from')
  await expect(page.getByText('1 entry', { exact: true })).toBeVisible()

  await page.keyboard.press('ArrowDown')
  await expect(pane(page)).toContainText('1 task without a matching agent')
  await expect(pane(page)).toContainText('Agent lacks required skills: painting_fences')
  await pane(page).getByRole('button', { name: 'JSON', exact: true }).click()
  await expect(pane(page).getByRole('region', { name: 'JSON' })).toContainText('unassigned_tasks')
  await pane(page).getByRole('link', { name: 'fence' }).first().click()
  await page.waitForURL(/runs\/run_/)
})
