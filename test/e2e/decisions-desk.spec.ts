import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { decisionOf } from '../decisions/scene.ts'
import { listBroken } from '../support/axe.ts'
import { type FakeModelServer, openFakeModelServer, turns } from '../support/fake-model-server.ts'
import { callApp, type ServedApp, serveApp } from '../support/served-app.ts'

let app: ServedApp
let server: FakeModelServer
test.beforeEach(async () => {
  const answer = decisionOf({
    action: 'create_task',
    reasoning: 'A page is quicker than a plan.',
    next_agent_type: 'frontend_developer',
    task_description: 'Build the page at once',
  })
  server = await openFakeModelServer([turns.json(answer)], { repeatsLast: true })
  app = await serveApp({
    env: {
      SWITCHYARD_MODEL: 'fake',
      SWITCHYARD_MODEL_URL: server.baseURL,
      SWITCHYARD_MODEL_PLANNING: 'none',
      SWITCHYARD_MODEL_WORKING: 'none',
    },
  })
})
test.afterEach(async () => {
  await app.stop()
  await server.close()
})

const items = (page: Page) =>
  page.getByRole('list', { name: 'Decisions, newest first' }).getByRole('listitem')
const pane = (page: Page) => page.getByRole('complementary', { name: 'Decision' })

async function openDecisions(page: Page, goal: string) {
  await callApp(app, ['POST', '/goals'], { goal, decider: 'rules' })
  await page.goto(app.url)
  await page.getByRole('navigation').getByRole('link', { name: 'Decisions' }).click()
  await expect(page.getByRole('heading', { name: 'Decisions', exact: true })).toBeVisible()
}

test('a decision is asked again with another model, compared, marked and exported', async ({ page }) => {
  await openDecisions(page, 'Build a hello world web app')
  await expect(items(page)).toHaveCount(5)
  await expect(items(page).first()).toContainText('Goal completed')
  expect(await listBroken(page)).toEqual([])

  await items(page).last().getByRole('link').click()
  await expect(pane(page)).toContainText('Project manager gets')
  await expect(pane(page)).toContainText('The guard passed the decision.')
  await expect(pane(page).getByRole('region', { name: 'Result' })).toContainText('Done')
  await pane(page)
    .locator('summary', { hasText: /^Files/ })
    .click()
  await expect(pane(page).getByText('name: "scope.md"')).toBeVisible()

  await pane(page).getByLabel('Model').fill('llama')
  await pane(page).getByRole('button', { name: 'Ask again' }).click()
  const compared = pane(page).getByRole('table', { name: 'Side by side' })
  await expect(compared).toContainText('A page is quicker than a plan.')
  await expect(compared).toContainText('frontend_developer')
  await expect(pane(page).getByRole('list', { name: 'Other answers' })).toContainText('Different decision')
  expect(server.asked[0]?.body.model).toBe('llama')
  await expect(items(page)).toHaveCount(5)
  expect(await listBroken(page)).toEqual([])

  await pane(page).getByRole('button', { name: 'Bad' }).click()
  await pane(page).getByLabel('Note').fill('The page comes first')
  await pane(page).getByRole('button', { name: 'Save note' }).click()
  await expect(pane(page).getByRole('button', { name: 'Save note' })).toBeHidden()
  await page.getByRole('searchbox', { name: 'Search decisions' }).fill('mark:bad')
  await expect(items(page)).toHaveCount(1)
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  const [line = ''] = readFileSync(await (await coming).path(), 'utf8').split('\n')
  expect(JSON.parse(line)).toMatchObject({ number: 1, mark: { mark: 'bad', note: 'The page comes first' } })
})

test('an open question links to its answer', async ({ page }) => {
  await openDecisions(page, 'Negotiate a better lease for our office')
  await expect(items(page)).toHaveCount(1)
  await expect(items(page)).toContainText('Needs you')
  await items(page).getByRole('link').click()
  await pane(page).getByRole('link', { name: 'Answer question' }).click()
  await expect(page.getByRole('complementary', { name: 'Task' })).toContainText('What should be made for')
})
