import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import Database from 'better-sqlite3'
import { listBroken } from '../support/axe.ts'
import { callApp, serveApp, serveInstead } from '../support/served-app.ts'
import { type HereApp, serveHere } from '../support/served-here.ts'

let app: HereApp
test.beforeEach(async () => {
  app = await serveHere()
})
test.afterEach(() => app.stop())

const rows = (page: Page) => page.getByRole('grid', { name: 'Log entries' }).getByRole('row')
const pane = (page: Page) => page.getByRole('complementary', { name: 'Entry' })
const box = (page: Page) => page.getByRole('searchbox', { name: 'Search log' })
const note = (content: string) => callApp(app, ['POST', '/memory'], { type: 'note', content })

async function openAudit(page: Page) {
  await page.goto(app.url)
  await page.getByRole('navigation').getByRole('link', { name: 'Audit' }).click()
  await expect(page.getByRole('heading', { name: 'Audit', exact: true })).toBeVisible()
  await expect(rows(page).nth(1)).toBeVisible()
}

test('the first entries name the shipped agents, in a table as high as its rows', async ({ page }) => {
  await openAudit(page)
  const first = rows(page).last()
  await expect(first).toContainText('Agent “Ash” included with Switchyard')
  await expect(first).not.toContainText('User')
  const table = await page.getByRole('grid', { name: 'Log entries' }).boundingBox()
  const last = await first.boundingBox()
  const bottoms = [table, last].map((box) => (box === null ? 0 : box.y + box.height))
  expect(bottoms[0]).toBeGreaterThan(0)
  expect(Math.abs((bottoms[0] ?? 0) - (bottoms[1] ?? 0))).toBeLessThan(4)
})

test('the log is followed, searched, verified, replayed and exported with its chain head', async ({
  page,
}) => {
  await note('The first of two')
  await openAudit(page)
  await expect(page.getByText('not verified since the last start')).toBeVisible()
  expect(await listBroken(page)).toEqual([])

  await note('Something new')
  await expect(rows(page).nth(1)).toContainText('Saved to memory: note')
  await box(page).fill('type:memory first')
  await expect(rows(page)).toHaveCount(2)
  await rows(page).nth(1).click()
  await expect(pane(page)).toContainText('memory.remembered')
  await expect(pane(page)).toContainText('The first of two')
  await expect(pane(page)).toContainText('Previous hash')
  expect(await listBroken(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(pane(page)).toBeHidden()
  await box(page).fill('type:run zebra')
  await expect(page.getByText('No matching entries')).toBeVisible()
  await page.getByRole('button', { name: 'Clear search' }).last().click()

  await page.getByRole('button', { name: 'Verify now' }).click()
  await expect(page.getByText(/^Intact: \d+ entries verified at \d\d:\d\d\.$/)).toBeVisible()
  await page.getByRole('button', { name: 'Replay check' }).click()
  await expect(page.getByText(/^Replay matches: \d+ entries produce the same \d+ rows\.$/)).toBeVisible()
  expect(await listBroken(page)).toEqual([])

  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  const [first = '', ...lines] = readFileSync(await (await coming).path(), 'utf8')
    .trim()
    .split('\n')
  const { head } = JSON.parse(first)
  expect(lines).toHaveLength(head.seq)
  expect(JSON.parse(lines.at(-1) ?? '').hash).toBe(head.hash)
})

test('a changed entry is named, with a link to it', async ({ page }) => {
  const served = await serveInstead(app)
  app = served
  await note('Pay 10 euros')
  await note('Thank you')
  await served.kill()
  const db = new Database(join(app.dataDir, 'switchyard.sqlite'))
  const { seq } = Object(
    db.prepare("SELECT seq FROM events WHERE body LIKE '%Pay 10 euros%' ORDER BY seq LIMIT 1").get(),
  )
  db.prepare("UPDATE events SET body = replace(body, 'Pay 10', 'Pay 90') WHERE seq = ?").run(seq)
  db.close()
  app = await serveApp({ dataDir: app.dataDir })

  await openAudit(page)
  await page.getByRole('button', { name: 'Verify now' }).click()
  await expect(page.getByText(`Damaged at entry ${seq}.`)).toBeVisible()
  const fault = 'was changed: its hash does not match'
  await expect(page.getByRole('region', { name: 'Verify now' }).getByText(fault)).toBeVisible()
  // The check at startup also found the damage.
  await expect(page.getByRole('alert').getByText(fault)).toBeVisible()
  await page.getByRole('button', { name: `Go to entry ${seq}` }).click()
  await expect(rows(page).nth(1)).toContainText(String(seq))
  await expect(pane(page)).toContainText('Pay 90 euros')
  expect(await listBroken(page)).toEqual([])
  await page.getByRole('button', { name: 'Show newer entries' }).click()
  await expect(rows(page).nth(1)).toContainText(String(seq + 1))
})

test('an entry shows a changed value next to its old value', async ({ page }) => {
  const card = { id: 'carver', name: 'Carver', kind: 'person', skills: ['carving'] }
  await callApp(app, ['POST', '/agents'], { agents: [card] })
  await callApp(app, ['POST', '/agents'], { agents: [{ ...card, skills: ['carving', 'joinery'] }] })
  await openAudit(page)
  await rows(page).nth(1).click()
  await expect(pane(page)).toContainText('Agent “Carver” added or changed')
  await expect(pane(page).getByRole('region', { name: 'Before and after' }).last()).toContainText(
    '+    "joinery"',
  )
})
