import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { playedProgramOf } from '../support/played.ts'
import { callApp } from '../support/served-app.ts'
import { type StoryApp, test } from './app.ts'

const anyone = { description: '', availability: 'online', capacity: 8, effectClass: 'repeatable' }
const crew = [
  /** An agent without a price, so its requests carry no risk. */
  { ...anyone, id: 'frida', name: 'Frida', kind: 'external', skills: ['drafting'], config: {} },
  playedProgramOf({
    ...{ ...anyone, id: 'ann', name: 'Ann', skills: ['writing'] },
    price: { amountMinor: 400, currency: 'EUR' },
  }),
  playedProgramOf({
    ...{ ...anyone, id: 'slow', name: 'Slow', skills: ['keeping'] },
    config: { durationMs: 600_000 },
  }),
  {
    ...{ ...anyone, id: 'asker', name: 'Asker', kind: 'command', skills: ['asking'] },
    config: { command: [process.execPath, join(import.meta.dirname, 'asking-agent.mjs')], output: 'jsonl' },
  },
]

/** A run that stays open because of an additional task. */
async function startRunWith(app: StoryApp, title: string, tasks: readonly object[]): Promise<string> {
  const keeper = {
    task_id: 'keeper',
    title: 'Keep it open',
    description: 'Wait',
    required_skills: ['keeping'],
  }
  const request = { plan_id: title, title, tasks: [keeper] }
  const { runId } = await callApp(app, ['POST', '/runs'], { request, roster: crew })
  await callApp(app, ['POST', `/runs/${runId}/tasks`], { tasks, links: [] })
  return runId
}

const drafted = (key: string) => ({
  ...{ key, title: `Draft chapter ${key}`, requiredSkills: ['drafting'], requiresApproval: true },
})
const card = (page: Page) => page.getByRole('region', { name: 'Approval' })
/**
 * Waits until the request is gone and the next request is open. An earlier selection would be replaced by the next
 * request.
 */
async function isAnswered(page: Page, title: string): Promise<void> {
  await expect(row(page, new RegExp(title))).toHaveCount(0)
  await expect(card(page)).not.toContainText(title)
}
const row = (page: Page, name: string | RegExp) =>
  page.getByRole('region', { name: 'Requests' }).getByRole('button', { name })

test('every kind of gate is answered with the keyboard only', async ({ app }) => {
  test.setTimeout(90_000)
  const mail = { server: 's', from: 'me@x.org', to: ['ann@x.org'], subject: 'Prices', body: 'Five.' }
  const asks = (question: object) => ({ requiredSkills: ['asking'], description: JSON.stringify(question) })
  const writes = { requiredSkills: ['writing'] }
  const runId = await startRunWith(app, 'Letters', [
    drafted('gate'),
    drafted('no'),
    { key: 'change', title: 'Change it', description: 'Walk', requiresApproval: true, ...writes },
    { key: 'review', title: 'Review it', gate: { when: 'after', quorum: 1, onExpiry: 'reject' }, ...writes },
    { key: 'talk', title: 'Name the cat', ...asks({ text: 'What is the name of the cat?' }) },
    { key: 'mail', title: 'Send the prices', ...asks({ text: 'May I send it?', permission: mail }) },
    { key: 'print', kind: 'group', title: 'Printing', budget: { amountMinor: 100, currency: 'EUR' } },
    { key: 'colour', title: 'In colour', parent: 'print', ...writes },
  ])
  await expect.poll(async () => (await callApp(app, ['GET', '/inbox'])).length).toBe(7)
  const page = await app.open('/inbox')
  await row(page, /Draft chapter gate/).focus()

  await row(page, /Draft chapter gate/).press('Enter')
  await expect(card(page)).toContainText('Draft chapter gate')
  await page.keyboard.press('a')
  await expect(page.getByText('Approved: Draft chapter gate')).toBeVisible()
  await isAnswered(page, 'Draft chapter gate')

  await row(page, /Draft chapter no/).press('Enter')
  await expect(card(page)).toContainText('Draft chapter no')
  await page.keyboard.press('x')
  await page.keyboard.type('Nobody reads it.')
  await page.keyboard.press('Control+Enter')
  await isAnswered(page, 'Draft chapter no')

  await row(page, /Change it/).press('Enter')
  await expect(card(page)).toContainText('Change it')
  await page.keyboard.press('e')
  await expect(card(page).getByRole('textbox').first()).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('End')
  await page.keyboard.type(' fast')
  await expect(card(page).getByRole('region', { name: 'Your changes' })).toContainText('+Walk fast')
  await page.keyboard.press('Control+Enter')
  await expect(card(page).getByRole('alert')).toContainText('costs money')
  await page.keyboard.press('Enter')
  await isAnswered(page, 'Change it')

  await row(page, /Review it/).press('Enter')
  await expect(card(page).getByRole('region', { name: 'Result' })).toContainText('Played review')
  await page.keyboard.press('a')
  await isAnswered(page, 'Review it')

  await row(page, /name of the cat/).press('Enter')
  await expect(card(page)).toContainText('What is the name of the cat?')
  await page.keyboard.press('r')
  await page.keyboard.type('Mia')
  await page.keyboard.press('Control+Enter')
  await expect(row(page, /name of the cat/)).toHaveCount(0)

  await row(page, /May I send it/).press('Enter')
  await expect(card(page)).toContainText('Five.')
  await page.keyboard.press('a')
  await expect(card(page).getByRole('alert')).toContainText('sends a message')
  await page.keyboard.press('Escape')
  await page.keyboard.press('x')
  await expect(row(page, /May I send it/)).toHaveCount(0)

  await row(page, /spend more|In colour/).press('Enter')
  await expect(card(page)).toContainText('spend more')
  await page.keyboard.press('a')
  await page.keyboard.press('Enter')
  await expect(page.getByText('No open requests')).toBeVisible()

  const answers = async () => {
    const { items } = await callApp(app, ['GET', '/inbox/history'])
    const ours = items.filter((item: { runId: string }) => item.runId === runId)
    return ours
      .map((item: { taskKey: string; answer: string }) => `${item.taskKey} ${item.answer}`)
      .toSorted()
  }
  await expect
    .poll(answers)
    .toEqual([
      'change edit',
      'colour approve',
      'gate approve',
      'mail reject',
      'no reject',
      'review approve',
      'talk respond',
    ])
  await callApp(app, ['POST', `/runs/${runId}/cancel`], {})
})

test('a gate causes a system notification while the window is in the background, and a click opens it', async ({
  app,
}) => {
  const page = await app.open('/money')
  await expect(page.getByRole('heading', { name: 'Money', level: 1 })).toBeVisible()
  // A browser window never loses the focus by itself in tests.
  await page.evaluate(() =>
    Object.defineProperty(document, 'hasFocus', { value: () => false, configurable: true }),
  )
  const runId = await startRunWith(app, 'Posters', [drafted('poster')])
  const title = 'Approve: Draft chapter poster — Posters'
  await expect.poll(() => app.listNotifications()).toContain(title)
  await app.clickNotification(title)
  await expect(page.getByRole('complementary', { name: 'Task' })).toContainText('Draft chapter poster')
  await callApp(app, ['POST', `/runs/${runId}/cancel`], {})
  await page.evaluate(() => Reflect.deleteProperty(document, 'hasFocus'))
})
