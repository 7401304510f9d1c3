import { expect, type Page, test } from '@playwright/test'
import { type HereApp, serveHere } from '../support/served-here.ts'
import { showPlace } from '../support/window.ts'

let app: HereApp
test.beforeEach(async () => {
  app = await serveHere()
})
test.afterEach(() => app.stop())

const tab = (page: Page) => page.getByRole('button', { name: /^Decisions/ })
const ledger = (page: Page) => page.getByRole('list', { name: 'Decisions', exact: true })
const heads = (page: Page) => ledger(page).getByRole('heading', { level: 2 })
const panel = (page: Page) => page.getByRole('complementary', { name: 'Task' })

async function pursue(page: Page, goal: string): Promise<void> {
  await page.goto(app.url)
  await page.getByLabel('Start from a goal').fill(goal)
  await page.getByRole('button', { name: 'Start', exact: true }).click()
}

test('the decisions of a goal are read, expanded, and linked with their tasks', async ({ page }) => {
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(error.message))
  await pursue(page, 'Build a hello world web app')
  await tab(page).click()
  await expect(heads(page)).toHaveText([
    'Decision 1Next: Project manager gets “Write plan.md from scope.md”',
    'Decision 2Next: Backend developer gets “HTTP endpoint”',
    'Decision 3Next: Frontend developer gets “Web page”',
    'Decision 4Next: Tester gets “Tests”',
    'Decision 5Goal completed',
  ])
  await expect(page.getByText('5/5')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Phase: Succeeded with gaps')

  const second = ledger(page).locator('> li').nth(1)
  await expect(second).toContainText('by rules')
  await expect(second).toContainText('normal urgency')
  await expect(second).toContainText('reads plan.md, scope.md')
  await expect(second).toContainText('Deliverable 1 of 3 in plan.md does not exist yet.')
  await expect(second).not.toContainText('You decide what happens next')
  await second.getByRole('button', { name: /^Decision 2/ }).click()
  await expect(second).toContainText('the endpoint answers with status 200 and JSON')
  await second.getByText('Prompt').click()
  await expect(second.getByText('You decide what happens next in a project.')).toBeVisible()
  await second.getByText('Raw answer').click()
  await expect(second.getByText('"next_agent_type":"backend_developer"')).toBeVisible()
  await expect(second.getByRole('button', { name: 'Copy prompt' })).toBeVisible()

  await second.getByRole('button', { name: /^Show the task “HTTP endpoint/ }).click()
  await expect(page.locator('[data-task="task-003"][aria-pressed="true"]')).toBeVisible()
  await expect(panel(page)).toContainText('task-003')
  await panel(page).getByRole('button', { name: 'Decision 2', exact: true }).click()
  await expect(page.getByRole('button', { name: /^Decision 2/, expanded: true })).toBeFocused()

  await heads(page).nth(1).getByRole('button').press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^Decision 3/, expanded: true })).toBeFocused()
  await ledger(page).getByRole('button', { name: 'Plan project scope' }).click()
  await expect(panel(page)).toContainText('task-001')
  await expect(panel(page)).not.toContainText('Created by')
  expect(broken).toEqual([])
})

test('a goal shows its question, and the next decision after the answer', async ({ page }) => {
  await pursue(page, 'Negotiate a better lease for our office')
  await tab(page).click()
  await expect(heads(page)).toHaveText(['Decision 1Asked a person'])
  await expect(ledger(page)).toContainText(
    'What should be made for "Negotiate a better lease for our office"?',
  )
  await expect(ledger(page)).toContainText('high urgency')
  await expect(page.getByText('The next decision follows your answer.')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Phase: Waiting for an answer')
  await ledger(page)
    .getByRole('button', { name: /^Decision 1/ })
    .press('Enter')
  await expect(ledger(page)).toContainText('Recommended answer')

  await page
    .getByRole('region', { name: 'Waiting for you' })
    .getByRole('button', { name: /What should be made for/ })
    .click()
  await page.getByLabel('Your answer').fill('Draft a proposal document for the landlord')
  await page.getByRole('button', { name: 'Send answer' }).click()
  await expect(heads(page)).toHaveText([
    'Decision 1Asked a person',
    /^Decision 2Next: Project manager gets/,
    /^Decision 3Next: Technical writer gets/,
    'Decision 4Goal completed',
  ])
})

test('a run without a goal has no decisions, also by address', async ({ page }) => {
  await page.goto(app.url)
  await page.getByRole('button', { name: 'Simulate Hello web app' }).click()
  await page.waitForURL(/runs/)
  await showPlace(page, `${new URL(page.url()).hash.slice(1)}?tab=decisions`)
  await expect(page.locator('[data-task]').first()).toBeVisible()
  await expect(tab(page)).toHaveCount(0)
})
