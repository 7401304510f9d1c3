import { expect, type Page, test } from '@playwright/test'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import type { Json } from '../../src-shared/model/json.ts'
import { listBroken } from '../support/axe.ts'
import { playedOf } from '../support/played.ts'
import { type GatesApp, openGatesApp } from './gates-app.ts'

let app: GatesApp
test.beforeEach(async () => {
  app = await openGatesApp({ isReal: true })
})
test.afterEach(async () => {
  await app.stop()
})

const cook = (id: string, name: string, config: Json = {}, more: Partial<Agent> = {}): Agent => ({
  ...{ availability: 'online', capacity: 1 },
  ...playedOf({ id, name, description: '', skills: ['cooking'], config }),
  ...more,
})
const task = (task_id: string, title: string, more: object = {}) => ({
  ...{ task_id, title, description: title, required_skills: ['cooking'] },
  ...more,
})

const panel = (page: Page) => page.getByRole('complementary', { name: 'Task' })

async function open(page: Page, runId: string, search: string): Promise<void> {
  if (page.url() === 'about:blank') await page.goto(app.url())
  await page.goto(`${app.origin}/#/runs/${runId}${search}`)
}

test('a task is reassigned during a run, and the new agent completes it', async ({ page }) => {
  const slow = { byKey: { soup: { durationMs: 60_000 } } }
  const roster = [
    cook('hal-cook', 'Hal', slow),
    cook('ash-cook', 'Ash'),
    cook('eve', 'Eve', {}, { skills: [] }),
  ]
  const pin = 'hal-cook'
  const request = {
    ...{ plan_id: 'dinner', title: 'Dinner' },
    tasks: [task('soup', 'Make the soup', { pin }), task('roast', 'Roast the pumpkin', { pin })],
  }
  const { runId } = await app.client.runs.start({ request, roster })
  await open(page, runId, '?task=roast')
  await expect(panel(page)).toContainText('Waiting until Hal has finished another task.')
  await expect(panel(page)).toContainText('Assigned agent: Hal')

  await panel(page).getByRole('button', { name: 'Assign to…' }).click()
  const choice = panel(page).getByRole('region', { name: 'Assign an agent' })
  await expect(choice.getByRole('listitem').filter({ hasText: 'Hal' })).toContainText('Assigned')
  await expect(choice.getByRole('listitem').filter({ hasText: 'Eve' })).toContainText(
    'Agent lacks required skills: cooking.',
  )
  await expect(choice.getByRole('button', { name: 'Assign to Eve' })).toHaveCount(0)
  expect(await listBroken(page)).toEqual([])
  await choice.getByRole('button', { name: 'Assign to Ash' }).click()
  await expect(panel(page)).toContainText('Assigned agent: Ash')
  await expect(panel(page).locator('[data-status=done]').first()).toBeVisible()
  await expect(panel(page)).toContainText('Ash is also the best match.')
  // The audit log also shows the agent's name.
  await page.goto(`${app.origin}/#/audit?q=type%3Aattempt.finished`)
  await expect(page.getByTitle('An agent: ash-cook')).toHaveText('Ash')
  await app.client.runs.cancel({ runId })
})

test('a task that waits for its assigned agent is shown, and is released for all agents', async ({
  page,
}) => {
  const roster = [cook('hal-cook', 'Hal', {}, { availability: 'offline' }), cook('ash-cook', 'Ash')]
  const request = {
    plan_id: 'dinner',
    title: 'Dinner',
    tasks: [task('soup', 'Make the soup', { pin: 'hal-cook' })],
  }
  const { runId } = await app.client.runs.start({ request, roster })
  await open(page, runId, '')
  const why = page.getByRole('region', { name: 'Why is nothing running?' })
  await expect(why).toContainText('Assigned to Hal, which is offline.')
  await why.getByRole('button', { name: 'Use best match' }).click()
  await expect(page.locator('header [data-status=succeeded]').first()).toBeVisible()
})

test('failed tasks are repeated by another agent, and other results are reused', async ({ page }) => {
  const burnt = { byKey: { roast: { fail: { message: 'The oven is cold.' } } } }
  const roster = [cook('hal-cook', 'Hal', burnt), cook('ash-cook', 'Ash')]
  const request = {
    ...{ plan_id: 'dinner', title: 'Dinner' },
    tasks: [task('soup', 'Make the soup'), task('roast', 'Roast the pumpkin', { pin: 'hal-cook' })],
  }
  const { runId } = await app.client.runs.start({ request, roster })
  for await (const { run } of await app.client.runs.watch({ runId })) if (run.status === 'failed') break
  await open(page, runId, '?task=roast')
  await panel(page).getByRole('button', { name: 'Assign and rerun…' }).click()
  await panel(page).getByRole('button', { name: 'Assign to Ash' }).click()
  await expect(page).not.toHaveURL(new RegExp(runId))
  await expect(page.locator('header [data-status=succeeded]').first()).toBeVisible()
})
