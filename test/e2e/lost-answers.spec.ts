import { expect, type Page, test } from '@playwright/test'
import { openPlace } from '../support/window.ts'
import { losingAnswers } from '../support/wire.ts'
import { type GatesApp, openGatesApp, startRunWith } from './gates-app.ts'

let app: GatesApp
test.beforeEach(async () => {
  app = await openGatesApp()
})
test.afterEach(() => app.stop())

const card = (page: Page) => page.getByRole('region', { name: 'Approval' })
const answers = async () =>
  (await app.client.inbox.history({})).items.map(({ taskKey, answer }) => `${taskKey} ${answer}`)
const countAnswered = async () =>
  (await app.client.log.listEvents({ limit: 500 })).filter(({ type }) => type === 'approval.answered').length

const frida = {
  ...{ id: 'frida', name: 'Frida', description: '', kind: 'model' as const, skills: ['drafting'] },
  ...{ availability: 'online' as const, capacity: 8, effectClass: 'repeatable' as const, config: {} },
}

test('an answer without an acknowledgement is sent again, and no other person is named', async ({ page }) => {
  await startRunWith(
    app.client,
    [{ key: 'one', title: 'Draft chapter one', requiredSkills: ['drafting'], requiresApproval: true }],
    [frida],
  )
  const wire = await losingAnswers(page)
  await openPlace(page, app, '/inbox')
  await expect(card(page)).toContainText('Draft chapter one')
  wire.loseAnswerTo('/runs/answerApproval')
  await page.keyboard.press('a')
  await expect.poll(() => wire.countLost(), { timeout: 20_000 }).toBe(1)
  await expect(page.getByText('Connected', { exact: true })).toBeVisible()
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('switchyard:held-answers')), { timeout: 20_000 })
    .toBe(null)
  expect([await answers(), await countAnswered()]).toEqual([['one approve'], 1])
  await expect(page.getByText(/Another person already answered/)).toHaveCount(0)
})

test('an answer is sent although the clock of the page runs slower than its timers', async ({ page }) => {
  await page.addInitScript(() => {
    const real = Date.now
    const start = real()
    Date.now = () => Math.floor(start + (real() - start) * 0.999)
  })
  await startRunWith(
    app.client,
    [{ key: 'one', title: 'Draft chapter one', requiredSkills: ['drafting'], requiresApproval: true }],
    [frida],
  )
  await openPlace(page, app, '/inbox')
  await expect(card(page)).toContainText('Draft chapter one')
  await page.keyboard.press('a')
  await expect.poll(answers, { timeout: 15_000 }).toEqual(['one approve'])
})

test('a draft exists once if the response to its creation is lost', async ({ page }) => {
  const wire = await losingAnswers(page)
  await openPlace(page, app, '/plans/new')
  wire.loseAnswerTo('/drafts/create')
  await page.getByLabel('Plan title').fill('Summer fair')
  await page.getByLabel('Plan title').press('Enter')
  await expect.poll(() => wire.countLost(), { timeout: 20_000 }).toBe(1)
  await expect(page.getByText('Saved', { exact: true })).toBeVisible({ timeout: 20_000 })
  expect((await app.client.drafts.list()).map(({ title }) => title)).toEqual(['Summer fair'])
})
