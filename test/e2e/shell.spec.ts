import { expect, type Page, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { callApp, serveApp, serveInstead } from '../support/served-app.ts'
import { type HereApp, serveHere } from '../support/served-here.ts'

let app: HereApp
test.beforeEach(async () => {
  app = await serveHere()
})
test.afterEach(() => app.stop())

async function open(page: Page): Promise<void> {
  await page.goto(app.url)
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
}

const palette = (page: Page) => page.getByRole('dialog', { name: 'Commands' })
const field = (page: Page) => page.getByRole('combobox', { name: /Search commands/ })

test('all screens and commands are found by name and reached by keys only', async ({ page }) => {
  await callApp(app, ['POST', '/runs'], { sampleId: 'onboarding' }).catch(() => {})
  await open(page)

  await page.keyboard.press('Control+k')
  await expect(field(page)).toBeFocused()
  await field(page).fill('decis')
  await expect(page.getByRole('option', { name: 'Go to Decisions' })).toHaveAttribute('aria-selected', 'true')
  expect(await listBroken(page)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(palette(page)).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Decisions', level: 1 })).toBeVisible()

  await page.keyboard.press('Control+k')
  await expect(page.getByRole('group', { name: 'Recent' }).getByRole('option')).toHaveCount(1)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option', { name: 'Go to Decisions' }).first()).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await field(page).fill('zoom in')
  const zoom = page.getByRole('option', { name: 'Zoom in' })
  await expect(zoom).toHaveAttribute('aria-disabled', 'true')
  await expect(zoom).toContainText('Use the zoom of the browser')
  await page.keyboard.press('Enter')
  await expect(palette(page)).toBeVisible()
  await field(page).fill('@')
  await expect(page.getByRole('option').first()).toBeVisible()
  await field(page).fill('no such thing at all')
  await expect(palette(page)).toContainText('No matches for “no such thing at all”.')
  await page.keyboard.press('Escape')
  await expect(palette(page)).toBeHidden()
})

test('letter keys open screens, and do nothing while the user types', async ({ page }) => {
  await open(page)
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('h')
  await page.getByLabel('Start from a goal').fill('')
  await page.getByLabel('Start from a goal').pressSequentially('gi')
  await expect(page.getByLabel('Start from a goal')).toHaveValue('gi')
  await expect(page).toHaveURL(/#\/$/)
})

test('all keys are on one sheet with a search', async ({ page }) => {
  await open(page)
  await page.keyboard.press('Shift+?')
  const sheet = page.getByRole('dialog', { name: 'Keys' })
  await expect(sheet).toContainText('Go to Inbox')
  expect(await listBroken(page)).toEqual([])
  await sheet.getByRole('searchbox').fill('money')
  await expect(sheet.getByRole('listitem')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  // No element had the focus before, so the focus returns to the main area.
  await expect(page.getByRole('main')).toBeFocused()
})

test('a new plan is created from any screen', async ({ page }) => {
  await open(page)
  await page.getByRole('link', { name: 'Money' }).click()
  await expect(page.getByRole('heading', { name: 'Money', level: 1 })).toBeVisible()
  await page.keyboard.press('Shift+N')
  await expect(page).toHaveURL(/\/plans\//)
})

test('starting from a goal is a command, and its field gets the focus', async ({ page }) => {
  await page.goto(app.url)
  await page.getByRole('link', { name: 'Money' }).click()
  await page.keyboard.press('Control+k')
  await field(page).fill('start from a goal')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Start from a goal')).toBeFocused()
})

test('the selected theme applies immediately after a start at another address', async ({ page }) => {
  const served = await serveInstead(app)
  app = served
  await open(page)
  for (const choice of ['dark theme', 'high contrast', 'reduced motion']) {
    await page.keyboard.press('Control+k')
    await field(page).fill(choice)
    await page.keyboard.press('Enter')
    await expect(palette(page)).toBeHidden()
  }
  const looks = () => page.evaluate(() => ({ ...document.documentElement.dataset }))
  const chosen = { theme: 'dark', contrast: 'more', motion: 'less' }
  await expect.poll(looks).toMatchObject(chosen)
  await page.getByRole('link', { name: 'Money' }).click()
  await expect(page.getByRole('heading', { name: 'Money', level: 1 })).toBeVisible()
  const kept = async () => (await callApp(app, ['GET', '/preferences']))['window.place']
  await expect.poll(kept).toBe('/money')

  await served.kill()
  app = await serveApp({ dataDir: app.dataDir })
  await page.goto(app.url)
  await expect(page.getByRole('heading', { name: 'Money', level: 1 })).toBeVisible()
  expect(await looks()).toMatchObject(chosen)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Money', level: 1 })).toBeVisible()
})

test('a narrow window reaches all screens', async ({ page }) => {
  await page.setViewportSize({ width: 420, height: 760 })
  await page.goto(app.url)
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Audit' }).click()
  await expect(page.getByRole('heading', { name: 'Audit', level: 1 })).toBeVisible()
  expect(await listBroken(page)).toEqual([])
})

test('reduced motion stops all animations', async ({ page }) => {
  await open(page)
  await page.keyboard.press('Control+k')
  const duration = await palette(page).evaluate((popup) => getComputedStyle(popup).animationDuration)
  expect(Number.parseFloat(duration)).toBeLessThan(0.001)
})

const bell = (page: Page) => page.getByRole('button', { name: /^Notifications/ })

test('a new gate notifies with its name, links to its task, and stays in the list', async ({ page }) => {
  await open(page)
  await page.getByRole('link', { name: 'Money' }).click()
  const samples: { id: string; title: string }[] = await callApp(app, ['GET', '/samples'])
  const sampleId = samples.find(({ title }) => title === 'Hello web app')?.id
  await callApp(app, ['POST', '/runs'], { sampleId })
  const toast = page.getByText('Approve: Release — Hello web app')
  await expect(toast.first()).toBeVisible({ timeout: 40_000 })
  await expect(bell(page)).toHaveAccessibleName('Notifications, 1 new')
  expect(await listBroken(page)).toEqual([])

  await page.keyboard.press('g')
  await page.keyboard.press('n')
  const entry = page.getByRole('listitem').getByRole('button', { name: /Approve: Release — Hello web app/ })
  await expect(entry).toBeVisible()
  expect(await listBroken(page)).toEqual([])
  await entry.click()
  await expect(page.getByRole('complementary', { name: 'Task' })).toContainText('Release')
  await expect(bell(page)).toHaveAccessibleName('Notifications')

  // A notification stays read after a reload of the window.
  const read = async () => (await callApp(app, ['GET', '/preferences']))['notices.read'] ?? []
  await expect.poll(read).toContainEqual(expect.stringMatching(/^approval:/))
  await page.reload()
  await bell(page).click()
  await expect(entry).toBeVisible()
  await expect(bell(page)).toHaveAccessibleName('Notifications')
})
