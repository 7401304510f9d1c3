import { expect, type Page, test } from '@playwright/test'
import { type ServedApp, serveApp } from '../support/served-app.ts'

let app: ServedApp
test.beforeEach(async () => {
  app = await serveApp()
})
test.afterEach(() => app.stop())

const task = (id: string, more: object = {}) => ({
  ...{ task_id: id, title: `Write ${id}`, description: `Write ${id}. Done when it is there.` },
  ...{ required_skills: ['summarization'], ...more },
})

async function importPlan(page: Page, plan: { plan_id: string; title: string; tasks: object[] }) {
  await page.goto(app.url)
  await page.getByLabel('Plan file').setInputFiles({
    name: 'some.plan.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(plan)),
  })
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('button', { name: 'Done' }).click()
}

const twoTasks = { plan_id: 'club', title: 'Club', tasks: [task('rules'), task('songs')] }

test('a kept plan is opened, renamed and changed, and asked about before its changes go', async ({
  page,
}) => {
  await importPlan(page, twoTasks)
  await page.getByRole('button', { name: 'Open Club' }).click()
  const dialog = page.getByRole('dialog', { name: 'Kept plan' })
  await dialog.getByLabel('Title of the plan').fill('Choir')
  await page.keyboard.press('Escape')
  await expect(dialog.getByRole('alert')).toHaveText('Your changes are not kept.')
  await dialog.getByRole('button', { name: 'Go on editing' }).click()
  await expect(dialog.getByLabel('Title of the plan')).toHaveValue('Choir')
  await dialog.getByRole('button', { name: 'Keep the changes' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Open Choir' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Open Club' })).toHaveCount(0)

  await page.getByRole('button', { name: 'Open Choir' }).click()
  await dialog.getByRole('button', { name: 'Unfold Write songs' }).click()
  await dialog.getByLabel('Waits for').selectOption('Write rules')
  await expect(dialog.getByText('summarization · after Write rules')).toBeVisible()
  const skill = dialog.getByLabel('Needs the skill')
  await skill.fill('Memory Search')
  await skill.press('Enter')
  await expect(dialog.getByText('summarization, memory search')).toBeVisible()
  await dialog.getByRole('button', { name: 'Move up' }).click()
  await expect(dialog.getByLabel(/^Title of (rules|songs)/).first()).toHaveValue('Write songs')
  await page.keyboard.press('Control+z')
  await expect(dialog.getByLabel(/^Title of (rules|songs)/).first()).toHaveValue('Write rules')
  await page.keyboard.press('Control+Shift+z')
  await expect(dialog.getByLabel(/^Title of (rules|songs)/).first()).toHaveValue('Write songs')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await dialog.getByRole('button', { name: 'Drop them' }).click()
  await expect(dialog).toBeHidden()

  await page.getByRole('button', { name: 'Open Choir' }).click()
  await expect(dialog.getByText('summarization · after')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

test('a kept plan is deleted, and its run goes on being what it was', async ({ page }) => {
  await importPlan(page, twoTasks)
  await page.getByRole('button', { name: 'Run Club' }).click()
  await expect(page).toHaveTitle(/Club — done/i)
  const address = page.url()
  await page.getByRole('link', { name: 'Home' }).click()
  await page.getByRole('button', { name: 'Open Club' }).click()
  const dialog = page.getByRole('dialog', { name: 'Kept plan' })
  await dialog.getByRole('button', { name: 'Delete the plan' }).click()
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await dialog.getByRole('button', { name: 'Delete the plan' }).click()
  await dialog.getByRole('button', { name: 'Delete it' }).click()
  await expect(page.getByRole('button', { name: 'Open Club' })).toHaveCount(0)
  await page.goto(address)
  await expect(page.locator('[data-task]', { hasText: 'Write songs' })).toContainText('Done')
})

test('a broken plan that was imported is mended where it is kept, and runs', async ({ page }) => {
  const tasks = [task('rules', { depends_on: ['songs'] }), task('songs', { depends_on: ['rules'] })]
  await importPlan(page, { ...twoTasks, tasks })
  await expect(page.getByText('Cannot run as it is')).toBeVisible()
  await page.getByRole('button', { name: 'Mend Club' }).click()
  const dialog = page.getByRole('dialog', { name: 'Kept plan' })
  await expect(dialog.getByRole('region', { name: '1 error' })).toContainText('wait for each other')
  const fix = dialog.getByRole('region', { name: '1 error' }).getByRole('button').first()
  // In one go: a title is written over before the answer can have come.
  await fix.evaluate((button: HTMLElement) => {
    button.click()
    const title = document.querySelector<HTMLInputElement>('[aria-label="Title of songs"]')
    title?.focus()
    if (title !== null) title.value = 'Meanwhile'
    title?.blur()
  })
  await expect(dialog.getByRole('region', { name: '1 error' })).toHaveCount(0)
  await expect(dialog.getByLabel('Title of songs')).toHaveValue('Meanwhile')
  await dialog.getByRole('button', { name: 'Keep and run' }).click()
  await expect(page).toHaveTitle(/Club — done/i)
})
