import { expect, type Page, test } from '@playwright/test'
import { completionInputSchema } from '../../src-shared/contract/compat/work.ts'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import { openPlace } from '../support/window.ts'
import { type GatesApp, openGatesApp, startRunWith } from './gates-app.ts'

let app: GatesApp
test.beforeEach(async () => {
  app = await openGatesApp()
})
test.afterEach(async () => {
  await app.stop()
})

const card = (page: Page) => page.getByRole('region', { name: 'Approval' })
const panel = (page: Page) => page.getByRole('complementary', { name: 'Task' })

/** A request with costs needs a second confirmation. */
const confirm = (page: Page) =>
  card(page)
    .getByRole('button', { name: /^Yes, / })
    .click()
async function approve(page: Page): Promise<void> {
  await card(page).getByRole('button', { name: 'Approve', exact: true }).click()
  await confirm(page)
}

async function openTask(page: Page, runId: string, key: string): Promise<void> {
  await openPlace(page, app, `/runs/${runId}?task=${key}`)
}

test('a person fills in a form of an agent, and the task continues with the values', async ({ page }) => {
  const runId = await startRunWith(app.client, [
    { key: 'ask', title: 'Write the greeting', description: 'ASK' },
  ])
  await openTask(page, runId, 'ask')
  await expect(card(page)).toContainText('How shall the letter sound?')
  await card(page).getByRole('button', { name: 'Send answer' }).click()
  await expect(card(page).getByRole('alert')).toHaveCount(2)
  await card(page).getByLabel('Which tone?').selectOption('friendly')
  await card(page).getByLabel('At most how many words?').fill('80')
  await card(page).getByLabel('Sign it with your name?').selectOption('Yes')
  await card(page).getByRole('button', { name: 'Send answer' }).click()
  await expect(panel(page)).toContainText('Done')
  await expect(card(page)).toContainText('Answered by you')
  await expect(card(page)).toContainText('friendly')
  await page.getByRole('tab', { name: 'Result' }).click()
  await expect(panel(page)).toContainText('"words":80')
})

test('a gate shows its consequences, and is approved with changes', async ({ page }) => {
  const runId = await startRunWith(app.client, [
    { key: 'post', title: 'Post it', description: 'Walk', requiresApproval: true },
    { key: 'file', title: 'File the copy', dependsOn: ['post'] },
  ])
  await openTask(page, runId, 'post')
  await expect(card(page).getByRole('list', { name: 'Consequences' })).toContainText(
    'Approve: The task starts; unblocks File the copy; 1 task follows; about 2 min; costs 8.00 EUR.',
  )
  await expect(card(page)).toContainText('Reject: The task is cancelled; 1 task is skipped.')
  await card(page).getByRole('button', { name: 'Edit first' }).click()
  await card(page).getByRole('button', { name: 'Approve with changes' }).click()
  await expect(card(page)).toContainText('No changes yet.')
  await card(page).getByLabel('Title').fill('Post it by noon')
  await card(page).getByRole('button', { name: 'Approve with changes' }).click()
  await confirm(page)
  await expect(panel(page).getByRole('heading', { name: 'Post it by noon' })).toBeVisible()
  await expect(card(page)).toContainText('Approved with changes by you')
})

test('requests to a person are listed with their run and price', async ({ page }) => {
  const gate = {
    when: 'before' as const,
    question: 'Is it the right letter?',
    quorum: 1,
    onExpiry: 'reject' as const,
  }
  const post = { key: 'post', title: 'Post it', requiresApproval: true, gate }
  await startRunWith(app.client, [post, { key: 'file', title: 'File the copy', dependsOn: ['post'] }])
  await page.goto(app.url())
  await page.getByRole('button', { name: '1 waiting for you' }).click()
  const waiting = page.getByRole('dialog', { name: 'Waiting for you' })
  const entry = waiting.getByRole('link', { name: 'Is it the right letter?' })
  await expect(entry).toContainText(/^LettersIs it the right letter\?costs 8.00 EUR · asked/)
  await entry.click()
  await expect(card(page).getByRole('button', { name: 'Approve', exact: true })).toBeVisible()
})

test('a gate in a narrow window is answered without scrolling, and a rejection shows person and reason', async ({
  page,
}) => {
  await startRunWith(app.client, [{ key: 'other', title: 'Another letter' }])
  const post = {
    ...{ task_id: 'post', title: 'Post it', required_skills: ['writing'], requires_approval: true },
    description: Array.from({ length: 40 }, (_, at) => `Step ${at}.`).join('\n\n'),
  }
  const { runId } = await app.client.runs.start({ request: { plan_id: 'p', title: 'Post', tasks: [post] } })
  await page.setViewportSize({ width: 420, height: 700 })
  await openTask(page, runId, 'post')
  await expect(card(page).getByRole('button', { name: 'Approve', exact: true })).toBeInViewport({ ratio: 1 })
  await card(page).getByLabel('Note (optional)').fill('No stamps.')
  await card(page).getByRole('button', { name: 'Reject', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Rejected tasks' })).toContainText(
    'Rejected by you“No stamps.”',
  )
  await expect(page.locator('header [data-status=rejected]').first()).toBeVisible()
  await expect(page).toHaveTitle(/Post — rejected/)
})

test('a running group does not count as active work', async ({ page }) => {
  const runId = await startRunWith(app.client, [
    { key: 'group', kind: 'group', title: 'Group' },
    { key: 'part', title: 'Part', parent: 'group', requiresApproval: true },
  ])
  await openTask(page, runId, 'part')
  await expect(page.locator('[data-task=group]').first()).toContainText('Running')
  await expect(page.getByRole('main').getByText('1 running')).toBeVisible()
})

test('two people approve a gate; the first one is named and cannot approve twice', async ({ page }) => {
  const gate = { when: 'before' as const, quorum: 2, expiresInMs: 3_600_000 }
  const runId = await startRunWith(app.client, [{ key: 'send', title: 'Send', requiresApproval: true, gate }])
  await openTask(page, runId, 'send')
  await expect(card(page)).toContainText('0 of 2 approved')
  await expect(card(page)).toContainText('then the request is rejected')
  await card(page).getByLabel('Your name').fill('ann')
  await approve(page)
  await expect(card(page)).toContainText('1 of 2 approved: ann')
  await approve(page)
  await expect(card(page)).toContainText('ann has already approved.')
  await card(page).getByLabel('Your name').fill('bob')
  await approve(page)
  await expect(card(page)).toContainText('Approved by ann, bob')
})

test('an answered request disappears, also while undo is possible', async ({ page }) => {
  const { runId } = await app.client.runs.start({
    request: {
      ...{ plan_id: 'letters', title: 'Letters' },
      tasks: [
        { task_id: 'post', description: 'Walk', required_skills: ['writing'], requires_approval: true },
      ],
    },
    roster: [
      {
        ...{ id: 'frida', name: 'Frida', description: '', kind: 'model', skills: ['writing'] },
        ...{ availability: 'online', capacity: 1, effectClass: 'repeatable', config: {} },
      },
    ],
  })
  await openTask(page, runId, 'post')
  const asked = page.getByText('1 task needs your answer')
  await expect(asked).toBeVisible()
  const say = (name: string) => page.getByRole('button', { name, exact: true }).click()
  await say('Approve')
  await expect(page.getByRole('button', { name: 'Undo answer' })).toBeVisible()
  // Counts at once, because the request also disappears when the answer is sent.
  expect(await asked.count()).toBe(0)
  await say('Undo answer')
  await expect(asked).toBeVisible()
  await say('Approve')
  await say('Send now')
  await expect(panel(page)).toContainText('Done')
})

test('a gate that changed meanwhile is not answered before another look', async ({ page }) => {
  const runId = await startRunWith(app.client, [{ key: 'send', title: 'Send one', requiresApproval: true }])
  await openTask(page, runId, 'send')
  await expect(card(page).getByRole('button', { name: 'Approve', exact: true })).toBeVisible()
  await app.client.runs.editTask({ runId, taskKey: 'send', title: 'Send them all' })
  await expect(card(page)).toContainText('This request changed since you opened it.')
  await expect(card(page).getByRole('button', { name: 'Approve', exact: true })).toHaveCount(0)
  await card(page).getByRole('button', { name: 'Show changes' }).click()
  const changes = card(page).getByRole('region', { name: 'Changes' })
  await expect(changes.locator('del')).toHaveText([/may “Send one” start/, 'Send one'])
  await expect(changes.locator('ins')).toHaveText([/may “Send them all” start/, 'Send them all'])
  await approve(page)
  await expect(panel(page)).toContainText('Done')
})

test('a budget is increased and the task continues', async ({ page }) => {
  const runId = await startRunWith(app.client, [
    { key: 'print', kind: 'group', title: 'Printing', budget: { amountMinor: 100, currency: 'EUR' } },
    { key: 'colour', title: 'In colour', parent: 'print' },
  ])
  await openTask(page, runId, 'colour')
  await expect(card(page)).toContainText('Budget of the group “Printing”')
  await card(page).getByLabel('Increase budget by (EUR)').fill('nothing')
  await card(page).getByRole('button', { name: 'Approve' }).click()
  await expect(card(page).getByRole('alert')).toContainText('above zero')
  await card(page).getByLabel('Increase budget by (EUR)').fill('3,50')
  await approve(page)
  await expect(panel(page)).toContainText('Done')
  await expect(card(page)).toContainText('Budget increase3.50 EUR')
})

test('a run is paused, continued, and stopped with its running tasks', async ({ page }) => {
  const runId = await startRunWith(app.client, [
    { key: 'send', title: 'Send', requiresApproval: true },
    { key: 'mule', title: 'Mule', description: 'LONG and STUBBORN' },
  ])
  await openTask(page, runId, 'send')
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.locator('header [data-status=paused]')).toBeVisible()
  await approve(page)
  await expect(panel(page)).toContainText('The run is paused.')
  await page.locator('header').getByRole('button', { name: 'Resume' }).click()
  await expect(panel(page)).toContainText('Done')
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('button', { name: 'Stop run' }).click()
  await expect(page.getByRole('button', { name: 'Stopping…' })).toBeDisabled()
  await openTask(page, runId, 'mule')
  await expect(panel(page)).toContainText('Stop requested')
  app.letGo()
  await expect(page.getByRole('button', { name: 'Run again', exact: true })).toBeVisible()
})

test('an open task gets another priority and date, and is cancelled with its dependents', async ({
  page,
}) => {
  const runId = await startRunWith(app.client, [
    { key: 'one', title: 'One', requiresApproval: true },
    { key: 'two', title: 'Two', dependsOn: ['one'] },
    { key: 'three', title: 'Three', dependsOn: ['two'], condition: 'always' },
  ])
  await openTask(page, runId, 'two')
  await panel(page).getByLabel('Priority').selectOption('Critical')
  await panel(page).getByLabel('Due').fill('2030-05-01T12:00')
  await panel(page).getByLabel('Due').press('Enter')
  await expect(panel(page).getByRole('button', { name: 'Remove date' })).toBeVisible()
  const { task } = await app.client.runs.getTask({ runId, taskKey: 'two' })
  expect(task).toMatchObject({ priority: 'critical', dueAt: new Date('2030-05-01T12:00').getTime() })

  await openTask(page, runId, 'one')
  await panel(page).getByRole('button', { name: 'Cancel task' }).click()
  await panel(page).getByRole('checkbox').check()
  await panel(page).getByRole('button', { name: 'Cancel 3 tasks' }).click()
  await expect(page.locator('[data-task=three]')).toContainText('Cancelled')
  await expect(card(page)).toContainText('Withdrawn')
})

test('a blocker reported by an external worker holds its task until a person unblocks it', async ({
  page,
}) => {
  const dock: Agent = {
    ...{ id: 'dock', name: 'Dock', description: '', kind: 'external', skills: ['lifting'] },
    ...{ availability: 'online', capacity: 1, effectClass: 'repeatable', config: {} },
  }
  const cost = { amountMinor: 250, currency: 'EUR' }
  const lift = { key: 'lift', title: 'Lift it', requiredSkills: ['lifting'], cost }
  const runId = await startRunWith(app.client, [lift], [dock])
  const taken = await app.client.work.executeTask({ agentId: 'dock', taskId: `${runId}/lift` })
  if (taken.status !== 'in_progress') throw new Error(taken.error)
  await openTask(page, runId, 'lift')
  await page.getByRole('tab', { name: 'Attempts' }).click()
  await expect(panel(page)).toContainText('unless the worker reports')
  await expect(panel(page)).toContainText('2.50 EUR reserved')
  const token = completionInputSchema.shape.token.parse(taken.token)
  await app.client.work.completeTask({
    taskId: `${runId}/lift`,
    token,
    status: 'blocked',
    error: 'No crane.',
  })
  await page.getByRole('tab', { name: 'Overview' }).click()
  await expect(page.getByRole('region', { name: 'Blocked tasks' })).toContainText('No crane.')
  await panel(page).getByRole('button', { name: 'Unblock' }).click()
  await expect(panel(page)).toContainText('Waiting for Dock to claim the task.')
})
