import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { callApp } from '../support/served-app.ts'
import { type HereApp, serveHere } from '../support/served-here.ts'

let app: HereApp
test.beforeEach(async () => {
  app = await serveHere()
})
test.afterEach(() => app.stop())

const task = (key: string, title: string, more: object = {}) => ({
  ...{ key, kind: 'task', title, description: title, requiredSkills: ['summarization'], dependsOn: [] },
  ...{ parent: null, priority: 'medium', dueAt: null, tags: [], requiresApproval: false, ...more },
})
const garden = {
  ...{ key: 'garden', title: 'Garden: a plan', projectId: null, projectFolder: null, parallelLimit: 16 },
  ...{ crew: null, source: 'switchyard' },
  tasks: [
    task('plan', 'Plan the beds', { priority: 'high' }),
    task('dig', 'Dig the beds', { dependsOn: ['plan'], requiresApproval: true }),
    task('sow', 'Sow', { dependsOn: ['dig'] }),
  ],
}
async function publish(replaces?: string) {
  const { planIds } = await callApp(app, ['POST', '/plans'], {
    documents: [garden],
    ...(replaces !== undefined && { replaces }),
  })
  return String(planIds[0])
}
async function open(page: Page, path: string) {
  await page.goto(app.url)
  await expect(page.getByText('Connected')).toBeVisible()
  await page.goto(`${new URL(page.url()).origin}/#${path}`)
  await expect(page.getByLabel('Plan title')).toHaveValue('Garden: a plan')
}
const more = async (page: Page, item: string) => {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

test('tasks are found by their properties, stepped through, and all others are dimmed', async ({ page }) => {
  await open(page, `/plans/${await publish()}`)
  await page.keyboard.press('Control+f')
  const field = page.getByRole('combobox', { name: 'Filter tasks' })
  await expect(field).toBeFocused()
  await field.fill('beds')
  await expect(page.getByRole('status').filter({ hasText: '2 of 3 tasks' })).toBeVisible()
  await field.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: '1 of 2: Plan the beds' })).toBeVisible()
  await field.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: '2 of 2: Dig the beds' })).toBeVisible()
  await field.fill('gate:before')
  await expect(page.getByText('1 of 1: Dig the beds')).toBeVisible()
  await field.fill('+dig*')
  await expect(page.getByText('1 of 2: Dig the beds')).toBeVisible()
  expect(await listBroken(page)).toEqual([])
  await page.getByText('Outline', { exact: true }).click()
  await expect(field).toHaveValue('+dig*')
  await field.press('Escape')
  await field.press('Escape')
  await expect(field).toBeHidden()
})

test('a plan is saved as text and as a picture with its title', async ({ page }) => {
  await open(page, `/plans/${await publish()}`)
  const saved = async (item: string) => {
    const saving = page.waitForEvent('download')
    await more(page, item)
    return saving
  }
  const yaml = await saved('Save as YAML')
  expect(yaml.suggestedFilename()).toBe('Garden- a plan.yaml')
  expect(await readFile(await yaml.path(), 'utf8')).toContain('title: Plan the beds')
  expect((await saved('Save as JSON')).suggestedFilename()).toBe('Garden- a plan.json')
  expect((await saved('Save the graph as SVG')).suggestedFilename()).toBe('Garden- a plan.svg')
  expect((await saved('Save the graph as PNG')).suggestedFilename()).toBe('Garden- a plan.png')
  await page.getByLabel('Plan title').fill('Allotment')
  await page.getByLabel('Plan title').press('Enter')
  await more(page, 'Export to another format…')
  const dialog = page.getByRole('dialog', { name: 'Export “Allotment”' })
  await dialog.getByLabel('Format').selectOption('mermaid')
  await expect(dialog.getByText(/\.mmd$/)).toBeVisible()
})

test('a draft of an older version is published as the newest and run in one step', async ({ page }) => {
  const id = await publish()
  await open(page, `/plans/${id}`)
  await page.getByLabel('Plan title').fill('Allotment')
  await page.getByLabel('Plan title').press('Enter')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await publish(id)
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog', { name: 'A newer version exists: version 2' })
  await dialog.getByRole('button', { name: 'Publish as version 3 and run' }).click()
  await expect(page).toHaveURL(/\/runs\//)
  await expect(page.getByRole('heading', { name: 'Allotment' })).toBeVisible()
})

test('a task is added from a kind of work with skill and gate, by name, or pasted as lines', async ({
  page,
}) => {
  await open(page, `/plans/${await publish()}`)
  await page.keyboard.press('2')
  const rows = page.getByRole('treegrid').getByRole('row')
  await expect(rows).toHaveCount(4)
  await rows.nth(3).click()
  await page.keyboard.press('a')
  const chooser = page.getByRole('dialog', { name: 'Add a task after “Sow”' })
  const field = chooser.getByRole('combobox')
  await expect(field).toBeFocused()
  expect(await listBroken(page)).toEqual([])
  await field.fill('message')
  await expect(chooser.getByRole('option', { name: /Send a message/ })).toContainText(/agent/)
  await field.press('ArrowDown')
  await field.press('Enter')
  // The dialog loses its accessible name before it disappears, so the test counts all dialogs.
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(rows).toHaveCount(5)
  const details = page.getByRole('complementary', { name: 'Details' })
  await expect(details.getByLabel('Title', { exact: true })).toHaveValue('Send a message')
  await expect(details.getByText('communication', { exact: true })).toBeVisible()
  await expect(details.getByRole('button', { name: 'Remove the dependency on Sow' })).toBeVisible()
  await page.keyboard.press('a')
  await page.getByRole('dialog').getByRole('combobox').fill('Like nothing there is')
  await page.keyboard.press('Enter')
  await expect(rows.filter({ hasText: 'Like nothing there is' })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('a')
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.setData('text/plain', '- One thing\n- Another thing')
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  })
  await page.getByRole('option', { name: /Add 2 tasks/ }).click()
  await expect(rows).toHaveCount(8)

  // No agent here accepts tasks without required skills. The field and the list show this as a warning, and the plan
  // can still run.
  const noSkill = /no required skills\. Add a skill, or assign an agent/
  await rows.filter({ hasText: 'Another thing' }).click()
  await expect(details.getByText(noSkill)).toBeVisible()
  await expect(details.getByRole('alert').filter({ hasText: noSkill })).toHaveCount(0)
  await expect(details.getByLabel('Required skills', { exact: true })).toHaveAttribute(
    'aria-invalid',
    'false',
  )
  await page.getByRole('button', { name: /^Problems/ }).click()
  const problem = page
    .getByRole('region', { name: 'Problems' })
    .getByRole('listitem')
    .filter({ hasText: noSkill })
  await expect(problem.getByRole('img', { name: 'Warning' })).toBeVisible()
})

test('a dry run shows agents, times and impossible tasks without running the plan', async ({ page }) => {
  const { planIds } = await callApp(app, ['POST', '/plans'], {
    documents: [
      { ...garden, tasks: [...garden.tasks, task('fly', 'Fly over it', { requiredSkills: ['flying'] })] },
    ],
  })
  await open(page, `/plans/${planIds[0]}`)
  await page.getByRole('button', { name: 'Dry run', exact: true }).click()
  const panel = page.getByRole('region', { name: 'Dry run' })
  await expect(panel.getByRole('status').first()).toContainText('1 task without a matching agent')
  await expect(panel.getByRole('status').first()).toContainText('1 approval')
  await expect(panel.getByRole('row').nth(1)).toContainText('flying')
  await expect(panel.getByRole('row').filter({ hasText: 'Sow' })).toContainText('2 min')
  expect(await listBroken(page)).toEqual([])
  await panel.getByText('Fly over it').click()
  await page.keyboard.press('Delete')
  await expect(panel.getByRole('status').first()).not.toContainText('without a matching agent')
  expect(await callApp(app, ['GET', '/runs'])).toEqual([])
})

test("a plan with a condition is dry-run in both directions, and a task's join shows its default", async ({
  page,
}) => {
  const tasks = [
    task('check', 'Check it'),
    task('fix', 'Fix it', { dependsOn: ['check'], condition: 'failure' }),
    task('publish', 'Publish it', { dependsOn: ['check', 'fix'] }),
  ]
  const { planIds } = await callApp(app, ['POST', '/plans'], { documents: [{ ...garden, tasks }] })
  await open(page, `/plans/${planIds[0]}`)
  await page.getByRole('button', { name: 'Dry run', exact: true }).click()
  const panel = page.getByRole('region', { name: 'Dry run' })
  await panel.getByRole('button', { name: /^Branches/ }).click()
  const ways = panel.getByRole('list', { name: 'Branches' }).locator('> li')
  await expect(ways).toHaveText([
    /^If every task succeeds.*Runs.*Check it.*Publish it.*Skipped.*Fix it$/,
    /^If “Check it” fails.*Runs.*Fix it.*Publish it.*Skipped.*None$/,
  ])
  await ways.first().getByRole('button', { name: 'Publish it' }).click()
  const details = page.getByRole('complementary', { name: 'Details' })
  await details.getByText('Execution').click()
  await expect(details.getByLabel('Join').locator('option:checked')).toHaveText(
    'Default: None failed, at least one succeeded',
  )
  await details.getByLabel('Join').selectOption('All dependencies succeeded')
  await expect(details.getByText(/is skipped whenever "Fix it" \(fix\) is skipped/)).toBeVisible()
  await expect(ways.first()).toContainText(/Skipped.*Publish it/)
  expect(await listBroken(page)).toEqual([])
})
