import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { openStage, type StageServer } from '../bench/ui/stage.ts'
import { listBroken } from '../support/axe.ts'

let stage: StageServer
test.beforeAll(async () => {
  stage = await openStage()
})
test.afterAll(() => stage.close())

let wrongs: string[]
test.beforeEach(async ({ page }) => {
  wrongs = []
  page.on('console', (message) => message.type() === 'error' && wrongs.push(message.text()))
  page.on('pageerror', ({ message }) => wrongs.push(message))
  await page.goto(stage.url)
  await page.waitForFunction(() => 'stage' in window)
})
test.afterEach(() => expect(wrongs).toEqual([]))

const node = (page: Page, title: string) => page.locator('[data-task]', { hasText: title })
const graph = (page: Page) => page.getByRole('application')
const titles = async (page: Page) => (await page.locator('[data-task] .plan-title').allTextContents()).sort()

async function openEdited(page: Page): Promise<void> {
  await page.evaluate(() => window.stage.openEdited())
  await expect(node(page, 'Draft')).toBeVisible()
}

/** Center of a node, and the center of its handle. */
async function placesOf(page: Page, title: string) {
  const box = await node(page, title).boundingBox()
  if (box === null) throw new Error(`${title} is not in view`)
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  return { middle, handle: { x: box.x + box.width, y: middle.y } }
}

test('a plan is edited on the canvas by mouse', async ({ page }) => {
  await openEdited(page)
  await node(page, 'Photos').hover()
  await page.getByRole('button', { name: 'Add a task after Photos' }).click()
  await expect(node(page, 'New task')).toBeVisible()
  await node(page, 'New task').dblclick()
  await page.getByLabel('Title of New task').fill('Choose the cover')
  await page.keyboard.press('Enter')
  await expect(node(page, 'Choose the cover')).toBeVisible()

  const from = await placesOf(page, 'Choose the cover')
  await node(page, 'Choose the cover').hover()
  await page.mouse.move(from.handle.x, from.handle.y)
  await page.mouse.down()
  const to = await placesOf(page, 'Print')
  await page.mouse.move(to.middle.x - 40, to.middle.y, { steps: 4 })
  await page.mouse.move(to.middle.x, to.middle.y)
  await page.mouse.up()
  await node(page, 'Choose the cover').click()
  await graph(page).press('e')
  await expect(page.getByText('Print depends on Choose the cover. Press Delete to remove.')).toBeAttached()
})

test('a connection that would create a cycle is refused with the reason', async ({ page }) => {
  await openEdited(page)
  const from = await placesOf(page, 'Print')
  const to = await placesOf(page, 'Draft')
  await node(page, 'Print').hover()
  await page.mouse.move(from.handle.x, from.handle.y)
  await page.mouse.down()
  await page.mouse.move(to.middle.x + 30, to.middle.y, { steps: 4 })
  await expect(page.getByText('Creates a cycle: Draft → Print → Draft').first()).toBeVisible()
  await page.mouse.up()
  await node(page, 'Draft').click()
  await graph(page).press('e')
  await expect(page.getByText('Review depends on Draft. Press Delete to remove.')).toBeAttached()
  await graph(page).press('e')
  await expect(page.getByText('Review depends on Draft. Press Delete to remove.')).toBeAttached()
})

test('a task is inserted on an edge, and an edge is deleted', async ({ page }) => {
  await openEdited(page)
  const left = await placesOf(page, 'Draft')
  const right = await placesOf(page, 'Review')
  const onEdge = { x: (left.handle.x + right.middle.x - 116) / 2, y: (left.middle.y + right.middle.y) / 2 }
  await page.mouse.move(onEdge.x, onEdge.y)
  await page.getByRole('button', { name: 'Add a task between Draft and Review' }).click()
  await expect(node(page, 'New task')).toBeVisible()
  await node(page, 'Draft').click()
  await graph(page).press('e')
  await expect(page.getByText('New task depends on Draft. Press Delete to remove.')).toBeAttached()
  await graph(page).press('Delete')
  await graph(page).press('e')
  await expect(page.getByText('depends on Draft. Press Delete to remove.')).toHaveCount(0)
})

test('the canvas is edited with the keyboard only', async ({ page }) => {
  await openEdited(page)
  await page.keyboard.press('Tab')
  await expect(graph(page)).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText('Review', { exact: true }).last()).toBeAttached()
  await page.keyboard.press('a')
  await expect(node(page, 'New task')).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('new')
  await page.keyboard.press('Enter')
  await page.keyboard.press('F2')
  await page.keyboard.type('Illustrate')
  await page.keyboard.press('Enter')
  await expect(node(page, 'Illustrate')).toBeVisible()
  await expect(graph(page)).toBeFocused()
  await page.keyboard.press('c')
  await page.keyboard.type('draft')
  await expect(page.getByText('Creates a cycle: Draft → Illustrate → Draft')).toBeAttached()
  await page.getByRole('textbox').fill('print')
  await page.keyboard.press('Enter')
  await expect(graph(page)).toBeFocused()
  await page.keyboard.press('/')
  await page.keyboard.type('illus')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Delete')
  await expect(node(page, 'Illustrate')).toHaveCount(0)
  expect(await titles(page)).toEqual(['Draft', 'Photos', 'Print', 'Review'])
})

test('several tasks are selected with Shift and a box, and deleted from the menu', async ({ page }) => {
  await openEdited(page)
  const first = await placesOf(page, 'Draft')
  const last = await placesOf(page, 'Photos')
  await page.keyboard.down('Shift')
  await page.mouse.move(first.middle.x - 150, first.middle.y - 80)
  await page.mouse.down()
  await page.mouse.move(last.middle.x + 20, last.middle.y + 20, { steps: 4 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await expect(page.locator('[data-task][aria-pressed=true]')).toHaveCount(2)
  await node(page, 'Draft').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Delete the task' }).click()
  await expect(node(page, 'Photos')).toHaveCount(0)
  expect(await titles(page)).toEqual(['Print', 'Review'])
})

test('the graph is saved as an image with all tasks', async ({ page }) => {
  await openEdited(page)
  const save = async (item: string) => {
    await page.getByRole('button', { name: 'Save the graph as an image' }).click()
    const coming = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: item }).click()
    const file = await coming
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
  }
  const svg = await save('Save the graph as SVG')
  expect(svg.name).toMatch(/\.svg$/)
  for (const title of ['Draft', 'Photos', 'Print', 'Review'])
    expect(svg.bytes.toString()).toContain(`<title>${title}</title>`)
  const png = await save('Save the graph as PNG')
  expect(png.name).toMatch(/\.png$/)
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG')
  expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(400)
})

test('the canvas has no axe violations', async ({ page }) => {
  await openEdited(page)
  await page.getByRole('button', { name: 'Top-to-bottom layout' }).click()
  await page.evaluate(() => {
    document.documentElement.dataset.motion = 'less'
  })
  expect(await listBroken(page)).toEqual([])
})

test('a plan of 5,000 tasks is opened, viewed completely, and searched by title', async ({ page }) => {
  const openedMs = await page.evaluate(() => window.stage.open('ours', 5000))
  expect(openedMs).toBeLessThan(10_000)
  expect(await page.locator('[data-task]').count()).toBeLessThan(300)
  await page.getByRole('button', { name: 'Fit plan to window' }).click()
  await expect(page.locator('[data-task]')).toHaveCount(0)
  await graph(page).focus()
  await page.keyboard.press('/')
  await page.keyboard.type('number 4321')
  await page.keyboard.press('Enter')
  await expect(node(page, 'with the number 4321')).toBeVisible()
})

test('incremental painting gives the same image as complete painting', async ({ page }) => {
  await page.evaluate(() => window.stage.open('ours', 2000))
  await page.getByRole('button', { name: 'Fit plan to window' }).click()
  await expect(page.locator('[data-task]')).toHaveCount(0)
  const first = await paintedWhole(page)
  await page.evaluate(() => window.stage.startUpdates(50))
  await expect.poll(async () => (await painted(page)) === first).toBe(false)
  await page.waitForTimeout(1000)
  await page.evaluate(() => window.stage.stopUpdates())
  await page.waitForTimeout(400)
  const inPieces = await painted(page)
  const whole = await paintedWhole(page)
  expect(await mostApart(page, inPieces, whole)).toBeLessThan(8)
})

const painted = (page: Page) => page.evaluate(() => document.querySelector('canvas')?.toDataURL() ?? '')

/** Maximum difference of a colour channel between two images, 0 to 255. */
function mostApart(page: Page, one: string, other: string): Promise<number> {
  return page.evaluate(
    async (urls) => {
      const [a, b] = await Promise.all(
        urls.map(async (url) => {
          const image = new Image()
          image.src = url
          await image.decode()
          const canvas = new OffscreenCanvas(image.width, image.height)
          const pen = canvas.getContext('2d')
          // Draws on a background, because nearly transparent pixels have undefined colours.
          pen?.fillRect(0, 0, image.width, image.height)
          pen?.drawImage(image, 0, 0)
          return pen?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray()
        }),
      )
      if (a === undefined || b === undefined || a.length === 0) return 255
      return a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? 0))), 0)
    },
    [one, other],
  )
}

/** Switches the theme twice to force a complete repaint. Returns the painted image. */
async function paintedWhole(page: Page): Promise<string> {
  await page.waitForTimeout(500)
  for (const theme of ['dark', 'light']) {
    await page.evaluate((name) => {
      document.documentElement.dataset.theme = name
    }, theme)
    await page.waitForTimeout(400)
  }
  return painted(page)
}
