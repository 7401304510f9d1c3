import { expect, type Page, test } from '@playwright/test'
import { task } from '../stories/sample.ts'
import { listBroken } from '../support/axe.ts'
import { callApp, serveApp, serveInstead } from '../support/served-app.ts'
import { type HereApp, serveHere } from '../support/served-here.ts'
import { openPlace } from '../support/window.ts'
import { cuttable } from '../support/wire.ts'

let app: HereApp
test.beforeEach(async () => {
  app = await serveHere()
})
test.afterEach(() => app.stop())

const banner = (page: Page) => page.getByRole('alert').filter({ hasText: /Reconnecting|not running/ })

test('a lost connection is reported, loses nothing, and catches up by itself', async ({ page }) => {
  const wire = await cuttable(page)
  await openPlace(page, app, '/plans/new')
  await page.getByRole('button', { name: 'Add first task' }).click()
  await expect(page).toHaveURL(/plans\/draft_/)
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await wire.cut()
  await expect(banner(page)).toContainText('The window updates after it reconnects')
  await page.getByLabel('Plan title').fill('Written meanwhile')
  await page.getByLabel('Plan title').press('Enter')
  await expect(page.getByText('Not saved: no connection')).toBeVisible()
  expect(await listBroken(page)).toEqual([])

  const samples: { id: string; title: string }[] = await callApp(app, ['GET', '/samples'])
  const sampleId = samples.find(({ title }) => title === 'Onboarding summary in Portuguese')?.id
  await callApp(app, ['POST', '/runs'], { sampleId })
  wire.mend()
  await expect(page.getByText('Connected again. The screen is up to date.').first()).toBeVisible()
  await expect(banner(page)).toHaveCount(0)
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  const drafts = async () =>
    (await callApp(app, ['GET', '/drafts'])).map(({ title }: { title: string }) => title)
  await expect.poll(drafts).toEqual(['Written meanwhile'])
  await page.getByRole('link', { name: 'Home' }).click()
  await expect(page.getByRole('main')).toContainText('Onboarding summary in Portuguese')
})

test('a run continues without a connection, and shows its state after the reconnect', async ({ page }) => {
  const wire = await cuttable(page)
  const letter = { description: 'By post', required_skills: ['posting'] }
  const { runId } = await callApp(app, ['POST', '/runs'], {
    request: {
      ...{ plan_id: 'letters', title: 'Letters' },
      tasks: [
        { task_id: 'send', title: 'Send the letters', ...letter, requires_approval: true },
        { task_id: 'file', title: 'File the letters', ...letter, depends_on: ['send'] },
      ],
    },
    simulate: true,
    roster: [{ id: 'ann', name: 'Ann', kind: 'scripted', skills: ['posting'] }],
  })
  await openPlace(page, app, `/runs/${runId}`)
  await expect(task(page, 'Send the letters')).toContainText('Needs you')
  await wire.cut()
  await expect(banner(page)).toBeVisible()
  const getRun = () => callApp(app, ['GET', `/runs/${runId}`])
  const { approvalId } = (await getRun()).tasks[0]
  const { approval } = await callApp(app, ['GET', `/inbox/${approvalId}`])
  await callApp(app, ['POST', `/approvals/${approvalId}/answer`], { hash: approval.hash, answer: 'approve' })
  await expect.poll(async () => (await getRun()).run.status).toBe('done')
  await expect(task(page, 'Send the letters')).toContainText('Needs you')
  wire.mend()
  await expect(task(page, 'File the letters')).toContainText('Done')
})

test('a stopped engine is reported, and is available again with a new link', async ({ page }) => {
  const served = await serveInstead(app)
  app = served
  await openPlace(page, app)
  const port = Number(new URL(app.url).port)
  await served.kill()
  await expect(banner(page)).toContainText('Switchyard is not running')
  app = await serveApp({ dataDir: app.dataDir, port })
  await page.goto('about:blank')
  await openPlace(page, app)
  await expect(page.getByRole('status').filter({ hasText: 'Connected' })).toBeVisible()
  await expect(banner(page)).toHaveCount(0)
})

test('a crashed screen reports what is safe, leaves other screens usable, and works after a reload', async ({
  page,
}) => {
  await openPlace(page, app, '/')
  const code = /assets\/audit-page/
  await page.route(code, (route) => route.abort())
  await page.getByRole('link', { name: 'Audit' }).click()
  const broken = page.getByRole('alert').filter({ hasText: 'This part of the window failed' })
  await expect(broken).toContainText('Your plans, runs and answers are safe')
  expect(await listBroken(page)).toEqual([])
  await broken.getByText('Details', { exact: true }).click()
  await expect(broken).toContainText('at #/audit')

  await page.getByRole('link', { name: 'Money' }).click()
  await expect(page.getByRole('heading', { name: 'Money', level: 1 })).toBeVisible()
  await page.getByRole('link', { name: 'Audit' }).click()
  await expect(broken).toBeVisible()
  await page.unroute(code)
  await broken.getByRole('button', { name: 'Reload this part' }).click()
  await expect(page.getByRole('heading', { name: 'Audit', level: 1 })).toBeVisible()
})
