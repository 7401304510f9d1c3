import { expect, type Locator, type Page, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { openPlace } from '../support/window.ts'
import { type GatesApp, openGatesApp } from './gates-app.ts'

let app: GatesApp
test.beforeEach(async () => {
  app = await openGatesApp()
})
test.afterEach(() => app.stop())

const count = 30
/** A sequential plan that is wider than any window. */
const tasks = (titles: Readonly<Record<number, string>> = {}) =>
  Array.from({ length: count }, (_, at) => ({
    ...{ key: `t${at}`, kind: 'task' as const, title: titles[at] ?? `Step ${at}`, description: 'Do it' },
    ...{ requiredSkills: [], dependsOn: at === 0 ? [] : [`t${at - 1}`], parent: null },
    ...{ priority: 'medium' as const, dueAt: null, tags: [], requiresApproval: false },
  }))

async function publish(all: ReturnType<typeof tasks>, replaces?: string): Promise<string> {
  const plan = {
    ...{ key: 'long', title: 'Long', projectId: null, projectFolder: null, parallelLimit: 16, crew: null },
    ...{ source: 'switchyard' as const, tasks: all },
  }
  const { planIds } = await app.client.plans.publish({
    documents: [plan],
    ...(replaces !== undefined && { replaces }),
  })
  return String(planIds[0])
}

const graph = (page: Page) => page.getByRole('application', { name: /^Differences/ })
const node = (page: Page, title: string) => page.getByRole('button', { name: new RegExp(`^${title}`) })

test('two versions of a long plan open at their first change, with steps from change to change', async ({
  page,
}) => {
  const first = await publish(tasks())
  const id = await publish(tasks({ 14: 'Other fourteen', 27: 'Other twenty-seven' }), first)
  await openPlace(page, app, `/plans/${id}/versions`)
  await page.getByRole('button', { name: 'Graph' }).click()
  await expect(node(page, 'Other fourteen')).toBeInViewport({ ratio: 1 })
  await expect(page.getByRole('status').filter({ hasText: '2 changes' })).toBeVisible()
  expect(await fadedText(node(page, 'Step 13'))).toEqual({ opacity: 1, isReadable: true })
  expect(await listBroken(page)).toEqual([])

  await page.getByRole('button', { name: 'Go to the previous change' }).click()
  await expect(node(page, 'Other twenty-seven')).toBeInViewport({ ratio: 1 })
  await expect(page.getByText('2 of 2 changes')).toBeVisible()
  await expect(graph(page)).toBeVisible()
  await page.keyboard.press(']')
  await expect(node(page, 'Other fourteen')).toBeInViewport({ ratio: 1 })
  await expect(node(page, 'Other fourteen')).toHaveAttribute('aria-pressed', 'true')
})

/** Opacity of a faded node, and whether all its texts have a contrast of at least 4.5:1. */
function fadedText(faded: Locator) {
  return faded.evaluate((card) => {
    const parts = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number)
    const luminance = (colour: string) => {
      const [red = 0, green = 0, blue = 0] = parts(colour)
        .slice(0, 3)
        .map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    let opacity = 1
    for (let at: Element | null = card; at !== null; at = at.parentElement)
      opacity *= Number(getComputedStyle(at).opacity)
    const ground = luminance(getComputedStyle(card).backgroundColor)
    const isReadable = [...card.querySelectorAll('span')].every((text) => {
      const ink = luminance(getComputedStyle(text).color)
      return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05) >= 4.5
    })
    return { opacity, isReadable }
  })
}
