import { expect, type Page, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { openPlace } from '../support/window.ts'
import { type GatesApp, openGatesApp, startRunWith } from './gates-app.ts'

let app: GatesApp
test.beforeEach(async () => {
  app = await openGatesApp()
})
test.afterEach(() => app.stop())

const table = (page: Page) => page.getByRole('treegrid', { name: 'Tasks of the run' })
const row = (page: Page, name: RegExp) => table(page).getByRole('row', { name })
const bar = (page: Page) => page.getByRole('region', { name: 'Selected tasks' })

const second = {
  ...{ id: 'bob-bot', name: 'Bob', description: '', kind: 'model' as const, skills: ['writing'] },
  ...{ availability: 'online' as const, capacity: 8, effectClass: 'repeatable' as const, config: {} },
  price: { amountMinor: 400, currency: 'EUR' },
}

/** A letter with a review of its result, and three letters that depend on a running letter. */
async function startFour(): Promise<string> {
  const after = { dependsOn: ['long'] }
  const runId = await startRunWith(
    app.client,
    [
      { key: 'looked-at', title: 'Invitation', gate: { when: 'after', quorum: 1, onExpiry: 'reject' } },
      { key: 'long', title: 'Long letter', description: 'LONG' },
      { key: 'thanks', title: 'Thanks', ...after },
      { key: 'regrets', title: 'Regrets', ...after },
      { key: 'minutes', title: 'Minutes', ...after },
    ],
    [second],
  )
  for await (const { tasks } of await app.client.runs.watch({ runId }))
    if (tasks.some(({ key, status }) => key === 'looked-at' && status === 'awaiting_approval')) break
  return runId
}

const read = async (runId: string) =>
  Object.fromEntries((await app.client.runs.get({ runId })).tasks.map((task) => [task.key, task]))

test('several tasks of a run are selected by keys and pointer, and changed together', async ({ page }) => {
  const runId = await startFour()
  await openPlace(page, app, `/runs/${runId}?tab=list`)

  await row(page, /^Thanks/).click({ modifiers: ['ControlOrMeta'] })
  await expect(bar(page)).toContainText('1 selected')
  await row(page, /^Minutes/).click({ modifiers: ['Shift'] })
  await expect(bar(page)).toContainText('3 selected')
  await expect(row(page, /^Regrets/)).toHaveAttribute('aria-selected', 'true')
  await row(page, /^Regrets/).click({ modifiers: ['Shift'] })
  await expect(bar(page)).toContainText('2 selected')
  await row(page, /^Minutes/).click({ modifiers: ['Shift'] })
  await row(page, /^Regrets/).click({ modifiers: ['ControlOrMeta'] })
  await expect(page.getByRole('status').filter({ hasText: '2 selected' })).toBeAttached()
  expect(await listBroken(page)).toEqual([])

  await page.keyboard.press('i')
  await page.getByRole('menuitem', { name: 'Critical' }).click()
  await expect(page.getByText('Priority of 2 tasks: Critical')).toBeVisible()
  const changed = await read(runId)
  expect([changed.thanks, changed.regrets, changed.minutes].map((task) => task?.priority)).toEqual([
    ...['critical', 'medium', 'critical'],
  ])

  // With the keyboard only.
  await table(page).focus()
  await page.keyboard.press('Escape')
  await expect(bar(page)).toBeHidden()
  await page.keyboard.press('End')
  for (const [key, count] of [
    ['ArrowUp', 2],
    ['ArrowUp', 3],
    ['ArrowUp', 4],
    ['ArrowDown', 3],
  ] as const) {
    await page.keyboard.press(`Shift+${key}`)
    await expect(bar(page)).toContainText(`${count} selected`)
  }
  await page.keyboard.press('x')
  const ask = page.getByRole('region', { name: 'Cancel the selected tasks' })
  await expect(ask).toContainText('Cancel 3 tasks?')
  await page.keyboard.press('Escape')
  await expect(ask).toBeHidden()
  await expect(table(page)).toBeFocused()
  await page.keyboard.press(' ')
  await expect(bar(page)).toContainText('2 selected')
  await page.keyboard.press('x')
  expect(await listBroken(page)).toEqual([])
  await ask.getByRole('button', { name: 'Cancel 2 tasks' }).press('Enter')
  await expect(page.getByText('2 tasks cancelled')).toBeVisible()
  const left = await read(runId)
  expect([left.thanks, left.regrets, left.minutes].map((task) => task?.status)).toEqual([
    ...['blocked', 'cancelled', 'cancelled'],
  ])
})

test('an action that is impossible for one selected task is reported, and applied to the others', async ({
  page,
}) => {
  const runId = await startFour()
  await openPlace(page, app, `/runs/${runId}?tab=list`)
  await table(page).focus()
  await page.keyboard.press('ControlOrMeta+a')
  await expect(bar(page)).toContainText('6 selected')
  // Two tasks are running, so the action excludes them.
  await expect(bar(page).getByRole('button', { name: 'Retry' })).toBeDisabled()
  await bar(page).getByRole('button', { name: 'Reassign 4…' }).click()
  const choice = page.getByRole('region', { name: 'Assign an agent to all 4 tasks' })
  await expect(choice).toBeFocused()
  expect(await listBroken(page)).toEqual([])
  await choice.getByRole('button', { name: 'Assign to Bob' }).click()
  await expect(bar(page).getByRole('alert')).toContainText('No change to 1 of 4 tasks:')
  await expect(bar(page).getByRole('alert')).toContainText(
    'Invitation Task looked-at is done and waiting for review.',
  )
  expect(await listBroken(page)).toEqual([])
  const tasks = await read(runId)
  expect([tasks.thanks, tasks.regrets, tasks.minutes, tasks['looked-at']].map((task) => task?.pin)).toEqual([
    ...['bob-bot', 'bob-bot', 'bob-bot', undefined],
  ])

  // Hidden rows are no longer selected.
  await page.getByRole('combobox', { name: 'Filter tasks' }).fill('regrets')
  await expect(bar(page)).toContainText('1 selected')
})
