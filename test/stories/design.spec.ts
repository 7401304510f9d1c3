import { expect, type Page } from '@playwright/test'
import { test } from './app.ts'

const details = (page: Page) => page.getByRole('complementary', { name: 'Details' })
/** Uses the button, because the title field of a new plan has the focus and would receive the keyboard shortcut. */
const showOutline = (page: Page) =>
  page.getByRole('group', { name: 'View' }).getByRole('button', { name: 'Outline' }).click()
const outline = (page: Page) => page.getByRole('treegrid', { name: 'Plan outline' })
const rows = (page: Page) => outline(page).getByRole('row')

test('a plan is designed from scratch, and run to its end', async ({ app }) => {
  await app.runCommand('New plan')
  const { page } = app
  await page.getByRole('button', { name: 'Add first task' }).click()
  await details(page).getByLabel('Title', { exact: true }).fill('Gather the songs')
  const skill = details(page).getByLabel('Required skills')
  await skill.fill('memory search')
  await skill.press('Enter')
  await expect(details(page).getByText(/\d agents?: /)).toBeVisible()
  await page.getByRole('button', { name: 'Add task', exact: true }).click()
  await details(page).getByLabel('Title', { exact: true }).fill('Sum them up')
  await skill.fill('summarization')
  await skill.press('Enter')
  await expect(
    details(page).getByRole('button', { name: 'Remove the dependency on Gather the songs' }),
  ).toBeVisible()
  await details(page).getByText('Gate', { exact: true }).click()
  await details(page).getByLabel('Approval', { exact: true }).selectOption('Before the start')
  await page.getByLabel('Plan title').fill('Songs')
  await page.getByLabel('Plan title').press('Enter')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByText('1 task needs your answer')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Songs' })).toBeVisible()
  const waiting = page.getByRole('region', { name: 'Waiting for you' })
  await waiting.getByRole('button', { name: 'Sum them up' }).click()
  await page.getByRole('complementary', { name: 'Task' }).getByRole('button', { name: 'Approve' }).click()
  await expect(page).toHaveTitle(/Songs — succeeded/i)
  // Opens the plan to change it for the next run.
  await app.runCommand('Open the plan of the run')
  await expect(page.getByLabel('Plan title')).toHaveValue('Songs')
})

test('tasks are copied to another plan as text through the clipboard, and a list is pasted as tasks', async ({
  app,
}) => {
  await app.runCommand('New plan')
  const { page } = app
  await expect(page.getByText('Add first task').first()).toBeVisible()
  await app.writeClipboard('- [ ] Sing\n2. Dance\n')
  await app.runCommand('Paste tasks or a list')
  await showOutline(page)
  await expect(rows(page)).toHaveCount(3)
  await expect(outline(page).getByText('Dance', { exact: true })).toBeVisible()

  await outline(page).getByText('Sing', { exact: true }).click()
  await page.keyboard.press('Control+a')
  await app.runCommand('Copy selected tasks')
  await expect.poll(() => app.readClipboard()).toContain('"tasks"')
  const titles = JSON.parse(await app.readClipboard()).tasks.map(({ title }: { title: string }) => title)
  expect(titles).toEqual(['Sing', 'Dance'])

  await expect(page).toHaveURL(/plans\/draft_/)
  await app.open('/plans/new')
  await expect(page.getByText('Add first task').first()).toBeVisible()
  await app.runCommand('Paste tasks or a list')
  await showOutline(page)
  await expect(rows(page)).toHaveCount(3)
  await page.keyboard.press('Control+a')
  await app.runCommand('Cut selected tasks')
  await expect(rows(page)).toHaveCount(0)
  await app.runCommand('Paste tasks or a list')
  await expect(outline(page).getByText('Sing', { exact: true })).toBeVisible()
})
