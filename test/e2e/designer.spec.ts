import { expect, type Page, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { callApp } from '../support/served-app.ts'
import { type HereApp, serveHere } from '../support/served-here.ts'
import { openPlace, showPlace } from '../support/window.ts'

let app: HereApp
test.beforeEach(async () => {
  app = await serveHere()
})
test.afterEach(() => app.stop())

const task = (id: string, more: object = {}) => ({
  ...{
    task_id: id,
    title: `Write ${id}`,
    description: `Write ${id} from notes: The club meets on Mondays. It sings until ten.`,
  },
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

/** An empty plan, opened through the address of the button "New plan". */
async function openNew(page: Page) {
  await openPlace(page, app, '/plans/new')
  await expect(page.getByText('Add first task').first()).toBeVisible()
}

/** The keyboard commands are available as soon as the toolbar is visible. */
const isOpen = (page: Page) => expect(page.getByRole('toolbar', { name: 'Plan toolbar' })).toBeVisible()

const details = (page: Page) => page.getByRole('complementary', { name: 'Details' })
const outline = (page: Page) => page.getByRole('treegrid', { name: 'Plan outline' })

test('a plan is designed from scratch with the keyboard only, and run', async ({ page }) => {
  await openNew(page)
  await page.keyboard.press('2')
  await page.keyboard.press('a')
  await expect(page.getByRole('combobox', { name: /Title or kind of task/ })).toBeFocused()
  await page.keyboard.type('Prepare')
  await page.keyboard.press('Enter')
  await expect(outline(page)).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.type('Gather')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Write')
  await page.keyboard.press('Shift+Enter')
  await expect(outline(page)).toBeFocused()
  const rows = outline(page).getByRole('row')
  await expect(rows).toHaveCount(4)
  await expect(rows.nth(1)).toHaveAttribute('aria-expanded', 'true')
  await expect(rows.nth(3)).toHaveAttribute('aria-level', '2')
  // Edits both tasks of the group together: their required skills, and then the dependencies of the last task.
  await page.keyboard.press('Shift+ArrowUp')
  await page.keyboard.press('i')
  await page.keyboard.press('i')
  await details(page).getByLabel('Required skills').focus()
  await page.keyboard.type('research')
  await page.keyboard.press('Enter')
  await outline(page).focus()
  await page.keyboard.press('End')
  await details(page).getByRole('combobox', { name: 'Depends on' }).focus()
  await page.keyboard.type('Gath')
  await page.keyboard.press('Enter')
  await expect(details(page).getByRole('button', { name: 'Remove the dependency on Gather' })).toBeVisible()
  await details(page).getByRole('combobox', { name: 'Depends on' }).fill('Prepare')
  await expect(page.getByRole('option', { name: /is in the group “Prepare”/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await outline(page).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(rows.nth(2)).toContainText('Write')
  await page.keyboard.press('Control+z')
  await expect(rows.nth(2)).toContainText('Gather')
  expect(await listBroken(page)).toEqual([])
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveTitle(/Untitled plan — succeeded/i)
})

test('edits are undone one by one and from the history', async ({ page }) => {
  await importPlan(page, twoTasks)
  await page.getByRole('link', { name: 'Open Club' }).click()
  await isOpen(page)
  await page.keyboard.press('2')
  await outline(page).getByText('Write rules').click()
  await page.keyboard.press('Delete')
  await expect(outline(page).getByText('Write rules')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(outline(page).getByText('Write rules')).toBeVisible()
  // The toast has the focus until it disappears.
  await expect(page.getByText(/^Deleted /)).toHaveCount(0)
  await page.keyboard.press('Control+d')
  await expect(outline(page).getByRole('row')).toHaveCount(4)
  await page.getByRole('button', { name: 'History' }).click()
  await page.getByRole('menuitemradio', { name: 'Opened' }).click()
  await expect(outline(page).getByRole('row')).toHaveCount(3)
  await page.keyboard.press('Control+Shift+z')
  await expect(outline(page).getByRole('row')).toHaveCount(4)
})

test('a plan is changed, published and found under its new title', async ({ page }) => {
  await importPlan(page, twoTasks)
  await page.getByRole('link', { name: 'Open Club' }).click()
  await isOpen(page)
  await page.getByLabel('Plan title').fill('Choir')
  await page.getByLabel('Plan title').press('Enter')
  await expect(page.getByText('Unpublished changes')).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Published', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Home' }).click()
  await expect(page.getByRole('link', { name: 'Open Choir' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Open Club' })).toHaveCount(0)
})

test('a deleted plan does not affect its run', async ({ page }) => {
  await importPlan(page, twoTasks)
  await page.getByRole('button', { name: 'Run Club' }).click()
  await expect(page).toHaveTitle(/Club — succeeded/i)
  const address = new URL(page.url()).hash.slice(1)
  await page.getByRole('link', { name: 'Home' }).click()
  await page.getByRole('link', { name: 'Open Club' }).click()
  await isOpen(page)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete plan' }).click()
  await expect(page.getByText('Deleted “Club”')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Open Club' })).toHaveCount(0)
  await showPlace(page, address)
  await expect(page.locator('[data-task]', { hasText: 'Write songs' })).toContainText('Done')
})

test('a goal is turned into a plan, changed and run', async ({ page }) => {
  await page.goto(app.url)
  await page.getByLabel('Start from a goal').fill('Write a guide to our garden')
  await page.getByRole('button', { name: 'Plan first' }).click()
  await expect(page.getByText('Created by templates')).toBeVisible()
  await page.keyboard.press('2')
  await outline(page).getByRole('row').nth(1).click()
  await page.keyboard.press('F2')
  await page.keyboard.type('Guide to the garden')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Reflect on the guide')
  await page.keyboard.press('Shift+Enter')
  await outline(page).getByLabel('Gate').selectOption('Before')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByText('1 task needs your answer')).toBeVisible()
  await expect(page.getByText('Guide to the garden').first()).toBeVisible()
})

test('an unclear goal asks, and is planned again with the answer', async ({ page }) => {
  await page.goto(app.url)
  await page.getByLabel('Start from a goal').fill('Make us happy')
  await page.getByRole('button', { name: 'Plan first' }).click()
  await expect(page.getByText(/What should be made for/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await page.getByLabel('Your answer').fill('A web page with songs')
  await page.getByRole('button', { name: 'Plan again' }).click()
  await expect(page.getByText(/What should be made for/)).toHaveCount(0)
  await page.keyboard.press('2')
  await expect(outline(page).getByRole('row')).toHaveCount(2)
})

test('typing stays responsive in a plan of thousands of tasks', async ({ page }) => {
  const tasks = Array.from({ length: 5000 }, (_, at) =>
    task(`t${at}`, at === 0 ? {} : { depends_on: [`t${at - 1}`] }),
  )
  const { plans } = await callApp(app, ['POST', '/plans/import'], {
    text: JSON.stringify({ plan_id: 'long', title: 'Long', tasks }),
    fileName: 'long.plan.json',
  })
  await openPlace(page, app, `/plans/${plans[0].planId}?view=outline&task=t2500`)
  const title = details(page).getByLabel('Title', { exact: true })
  await expect(title).toHaveValue('Write t2500')
  await expect(page.getByText('Checking…')).toHaveCount(0)
  const measure = () =>
    title.evaluate(async (field: HTMLTextAreaElement) => {
      const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set
      const times: number[] = []
      for (let at = 0; at < 20; at += 1) {
        const from = performance.now()
        set?.call(field, `Write ${at}`)
        field.dispatchEvent(new Event('input', { bubbles: true }))
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))
        times.push(performance.now() - from)
      }
      return Math.min(...times)
    })
  // Polls, because a busy machine distorts a single measurement.
  await expect.poll(measure, { timeout: 40_000 }).toBeLessThan(150)
  await expect(outline(page).getByText('Write 19').first()).toBeVisible()
})
