import { expect, type Page, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { openPlace, showPlace } from '../support/window.ts'
import { type GatesApp, openGatesApp, startRunWith } from './gates-app.ts'

let app: GatesApp
test.beforeEach(async () => {
  app = await openGatesApp()
})
test.afterEach(() => app.stop())

const card = (page: Page) => page.getByRole('region', { name: 'Approval' })
const row = (page: Page, name: string | RegExp) =>
  page.getByRole('region', { name: 'Requests' }).getByRole('button', { name })

async function openInbox(page: Page, search = ''): Promise<void> {
  await openPlace(page, app, `/inbox${search}`)
  await expect(page.getByRole('region', { name: 'Requests' })).toBeVisible()
}

const answersOf = async (runId: string) => {
  const { items } = await app.client.inbox.history({})
  return items.filter((item) => item.runId === runId).map(({ taskKey, answer }) => `${taskKey} ${answer}`)
}

/** An agent without a price, so its requests carry no risk. */
const frida = {
  ...{ id: 'frida', name: 'Frida', description: '', kind: 'model' as const, skills: ['drafting'] },
  ...{ availability: 'online' as const, capacity: 8, effectClass: 'repeatable' as const, config: {} },
}
const chapter = (key: string, more: object = {}) => ({
  ...{ key, title: `Draft chapter ${key}`, requiredSkills: ['drafting'], requiresApproval: true },
  ...more,
})

test('the request that blocks most tasks is first with the reason, and the card shows the content', async ({
  page,
}) => {
  await startRunWith(app.client, [
    { key: 'small', title: 'Fold the paper', requiresApproval: true },
    {
      key: 'post',
      title: 'Post it',
      description: 'Walk',
      requiresApproval: true,
      dueAt: Date.now() - 60_000,
    },
    { key: 'file', title: 'File the copy', dependsOn: ['post'] },
  ])
  await openInbox(page)
  const rows = page.getByRole('list', { name: 'Requests' }).getByRole('button')
  await expect(rows.first()).toContainText('Post it')
  await expect(rows.first()).toContainText('blocks 1 more task, overdue')
  await expect(rows.first()).toContainText('External effect (money or messages)')
  await expect(card(page)).toContainText('Walk')
  await expect(card(page)).toContainText('External effect (money or messages): costs money')
  await expect(card(page)).toContainText('unblocks File the copy; 1 task follows')
  expect(await listBroken(page)).toEqual([])
})

test('an answer can be undone for five seconds, and a closed window loses no answer', async ({ page }) => {
  const runId = await startRunWith(app.client, [chapter('one')], [frida])
  await openInbox(page)
  await expect(card(page)).toContainText('Draft chapter one')
  await page.keyboard.press('a')
  await expect(page.getByText('Sends in 5 seconds')).toBeVisible()
  await page.keyboard.press('z')
  await expect(card(page)).toContainText('Needs your answer')
  expect(await answersOf(runId)).toEqual([])
  await page.keyboard.press('a')
  await expect(page.getByText('No open requests')).toBeVisible()
  await page.reload()
  await expect.poll(() => answersOf(runId)).toEqual(['one approve'])
})

test('several requests of one kind with low risk are approved together, each listed by name', async ({
  page,
}) => {
  const runId = await startRunWith(
    app.client,
    [chapter('one'), chapter('two'), { key: 'post', title: 'Post it', requiresApproval: true }],
    [frida],
  )
  await openInbox(page)
  await page.getByRole('checkbox', { name: /chapter one/ }).check()
  await page.getByRole('checkbox', { name: /Post it/ }).check()
  await expect(
    page.getByRole('status').filter({ hasText: 'You can only approve low-risk requests' }),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: 'Approve 2…' })).toBeDisabled()
  await page.getByRole('checkbox', { name: /Post it/ }).uncheck()
  await row(page, /chapter two/).press('Enter')
  await page.keyboard.press('m')
  await page.keyboard.press('Shift+A')
  const sheet = page.getByRole('dialog', { name: 'Approve 2 requests?' })
  await expect(sheet.getByRole('listitem')).toHaveCount(2)
  expect(await listBroken(page)).toEqual([])
  await sheet.getByRole('button', { name: 'Approve all 2' }).click()
  await expect.poll(async () => (await answersOf(runId)).toSorted()).toEqual(['one approve', 'two approve'])
  await expect(row(page, /Post it/)).toBeVisible()
})

test('an expiring request warns in time, and an answered request is found again', async ({ page }) => {
  const gate = { when: 'before' as const, quorum: 1, onExpiry: 'reject' as const, expiresInMs: 8000 }
  await startRunWith(app.client, [chapter('late', { gate }), chapter('early')], [frida])
  await openInbox(page)
  await expect(row(page, /chapter late/)).toContainText('Expires in')
  // The text depends on the current second. A slow page may show the second warning without the first.
  await expect(row(page, /chapter late/)).toContainText(/half of the time has passed|almost expired/)
  await row(page, /chapter late/).click()
  await expect(card(page)).toContainText('then the request is rejected')
  await expect(page.getByText('Answered meanwhile')).toBeVisible()
  await expect(card(page)).toContainText('Expired')
  const [item] = await app.client.inbox.list()
  const { approvalId = '', hash = '' } = item ?? {}
  await app.client.runs.answerApproval({ approvalId, hash, answer: 'reject', by: 'Bea', note: 'Too long.' })
  await page.getByRole('button', { name: 'Answered' }).click()
  await page.getByRole('searchbox').fill('too LONG')
  await expect(row(page, /chapter early/)).toContainText('Rejected · Bea')
  await expect(row(page, /chapter late/)).toHaveCount(0)
  await row(page, /chapter early/).click()
  await expect(card(page)).toContainText('“Too long.”')
  expect(await listBroken(page)).toEqual([])
  await page.getByRole('searchbox').fill('nothing like it')
  await expect(page.getByText('No matches for “nothing like it”')).toBeVisible()
})

test('a request is snoozed by key, stays open for others, and is restored', async ({ page }) => {
  await startRunWith(app.client, [chapter('one'), chapter('two')], [frida])
  await openInbox(page)
  const rows = page.getByRole('list', { name: 'Requests' }).getByRole('button')
  await expect(rows).toHaveCount(2)
  await row(page, /chapter one/).click()
  await page.keyboard.press('s')
  await expect(page.getByRole('menu')).toBeVisible()
  expect(await listBroken(page)).toEqual([])
  await page.getByRole('menuitem', { name: /Until tomorrow/ }).press('Enter')
  await expect(page.getByText(/Hidden until/)).toBeVisible()
  await expect(page.getByRole('heading', { name: /Snoozed/ })).toBeVisible()
  await expect(card(page)).toContainText('chapter two')
  await expect(rows.last()).toContainText('chapter one')
  expect(await app.client.inbox.list()).toHaveLength(2)
  await rows.last().click()
  await page.getByRole('button', { name: 'Unsnooze' }).click()
  await expect(page.getByRole('heading', { name: /Snoozed/ })).toHaveCount(0)
  expect(await listBroken(page)).toEqual([])
})

test('a narrow window shows the list and the card one after the other', async ({ page }) => {
  await startRunWith(app.client, [chapter('one'), chapter('two')], [frida])
  await page.setViewportSize({ width: 420, height: 760 })
  await openInbox(page)
  await expect(card(page)).toHaveCount(0)
  await row(page, /chapter two/).press('Space')
  await expect(card(page)).toContainText('Draft chapter two')
  await expect(card(page).getByRole('button', { name: 'Approve', exact: true })).toBeInViewport({ ratio: 1 })
  expect(await listBroken(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(row(page, /chapter two/)).toBeFocused()
})

test('the engine checks an edit as JSON, and reports the position of an error', async ({ page }) => {
  const runId = await startRunWith(app.client, [chapter('one', { description: 'Short' })], [frida])
  await openInbox(page)
  await card(page).getByRole('button', { name: 'Edit first' }).click()
  await card(page).getByRole('button', { name: 'JSON' }).click()
  await card(page).getByLabel('New content as JSON').fill('{ "title": "Chapter 1", "priority": "high" }')
  await expect(card(page).getByRole('region', { name: 'Your changes' })).toContainText(
    '+{ "title": "Chapter 1"',
  )
  await card(page).getByRole('button', { name: 'Approve with changes' }).click()
  await expect.poll(() => answersOf(runId)).toEqual(['one edit'])
  const { task } = await app.client.runs.getTask({ runId, taskKey: 'one' })
  expect(task).toMatchObject({ title: 'Chapter 1', priority: 'high' })
})

test('a link to a request is not overridden by the earlier search', async ({ page }) => {
  await startRunWith(app.client, [
    { key: 'fold', title: 'Fold the paper', requiresApproval: true },
    { key: 'post', title: 'Post it', requiresApproval: true },
  ])
  await openInbox(page)
  await expect(row(page, /Fold the paper/)).toBeVisible()
  await showPlace(page, '/inbox?find=Post')
  await expect(row(page, /Fold the paper/)).toHaveCount(0)
  await expect(page.getByRole('searchbox', { name: 'Find in Inbox' })).toHaveValue('Post')
  await page.goBack()
  await expect(row(page, /Fold the paper/)).toBeVisible()
})
