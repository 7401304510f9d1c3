import type { Browser, Page } from 'playwright-core'
import { type Figure, figure, framesOf, median, mostOfFrame } from '../figure.ts'
import { drag, heapOf, zoomThrough } from '../gestures.ts'

type Side = 'ours' | 'floor'

interface Readings {
  readonly openMs: number
  readonly heapMiB: number
  readonly gaps: Readonly<Record<Scene, readonly number[]>>
}

const scenes = ['pan near', 'pan far', 'zoom sweep', 'updates', 'pan far under updates'] as const
type Scene = (typeof scenes)[number]

const updatesPerSecond = 50
const mostOpenMs = 500
/** 10,000 tasks against 5,000. */
const mostGrowth = 1.3
const openings = 3

/** The graph alone, ours and the floor one after the other in the same browser. */
export async function measureCanvas(browser: Browser, url: string): Promise<Figure[]> {
  const empty = await readEmpty(browser, url)
  const floor = await readSide(browser, { url, side: 'floor', tasks: 5000 })
  const ours = await readSide(browser, { url, side: 'ours', tasks: 5000 })
  const large = await readSide(browser, { url, side: 'ours', tasks: 10_000 })
  return [
    figure({
      name: 'an empty page on this machine',
      value: framesOf(empty).fps,
      unit: 'fps',
      target: { atLeast: 50 },
    }),
    ...figuresOf('5,000 tasks', ours, { floor, openMs: mostOpenMs }),
    // What is said of it is that it is 1.3 times that at most.
    ...figuresOf('10,000 tasks', large, { floor: null, openMs: mostOpenMs * mostGrowth }),
    ratio('opened, 10,000 against 5,000', large.openMs / ours.openMs),
    // Not of the heap, which grows with what is held: it has a bound of its own.
    // Of frame rates: the p95 of a frame is a whole number of screens, and one more would be twice as many.
    ...scenes.map((scene) => ratio(`${scene}, 10,000 against 5,000`, fps(ours, scene) / fps(large, scene))),
  ]
}

/** What the machine gives when there is nothing to do. */
async function readEmpty(browser: Browser, url: string): Promise<number[]> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(url)
  await page.waitForFunction(() => 'stage' in window)
  const gaps = await framesWhile(page, () => page.waitForTimeout(1500))
  await page.close()
  return gaps
}

const fps = ({ gaps }: Readings, scene: Scene): number => framesOf(gaps[scene]).fps

const ratio = (name: string, value: number): Figure =>
  figure({ name, value, unit: 'x', target: { atMost: mostGrowth } })

function figuresOf(
  of: string,
  ours: Readings,
  { floor, openMs }: { readonly floor: Readings | null; readonly openMs: number },
): Figure[] {
  const frames = scenes.flatMap((scene) => {
    const found = framesOf(ours.gaps[scene])
    const bare = floor === null ? null : framesOf(floor.gaps[scene])
    return [
      figure({
        name: `${of}: ${scene}`,
        value: found.fps,
        unit: 'fps',
        target: { atLeast: 50 },
        floor: bare?.fps ?? null,
      }),
      figure({
        name: `${of}: ${scene}, p95 frame`,
        value: found.p95,
        unit: 'ms',
        target: { atMost: mostOfFrame },
        floor: bare?.p95 ?? null,
      }),
    ]
  })
  return [
    figure({
      name: `${of}: opened and laid out`,
      value: ours.openMs,
      unit: 'ms',
      target: { atMost: openMs },
      floor: floor?.openMs ?? null,
    }),
    figure({
      name: `${of}: heap of the view`,
      value: ours.heapMiB,
      unit: 'MiB',
      target: { atMost: 40 },
      floor: floor?.heapMiB ?? null,
    }),
    ...frames,
  ]
}

async function readSide(
  browser: Browser,
  { url, side, tasks }: { readonly url: string; readonly side: Side; readonly tasks: number },
): Promise<Readings> {
  const openMs: number[] = []
  for (let time = 1; time < openings && side === 'ours'; time += 1) {
    const { page, opened } = await openPage(browser, { url, side, tasks })
    openMs.push(opened)
    await page.close()
  }
  const { page, opened, heapBefore } = await openPage(browser, { url, side, tasks })
  openMs.push(opened)
  const heapMiB = (await heapOf(page)) - heapBefore
  const fit = page.getByRole('button', { name: 'Fit the plan' })
  const toNear = () => page.mouse.move(640, 400)

  await toNear()
  const panNear = await framesWhile(page, () => drag(page))
  await fit.click()
  await page.waitForTimeout(400)
  const panFar = await framesWhile(page, () => drag(page))
  await fit.click()
  await page.waitForTimeout(400)
  const zoom = await framesWhile(page, () => zoomThrough(page))
  await fit.click()
  await page.waitForTimeout(400)
  await page.evaluate((count) => window.stage.startUpdates(count), updatesPerSecond)
  const updates = await framesWhile(page, () => page.waitForTimeout(2000))
  const both = await framesWhile(page, () => drag(page))
  await page.evaluate(() => window.stage.stopUpdates())
  await page.close()
  return {
    openMs: median(openMs),
    heapMiB,
    gaps: {
      'pan near': panNear,
      'pan far': panFar,
      'zoom sweep': zoom,
      updates,
      'pan far under updates': both,
    },
  }
}

async function openPage(
  browser: Browser,
  { url, side, tasks }: { readonly url: string; readonly side: Side; readonly tasks: number },
) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(url)
  await page.waitForFunction(() => 'stage' in window)
  const heapBefore = await heapOf(page)
  const opened = await page.evaluate(([which, count]) => window.stage.open(which, count), [
    side,
    tasks,
  ] as const)
  return { page, opened, heapBefore }
}

async function framesWhile(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => window.stage.startFrames())
  await act()
  return page.evaluate(() => window.stage.stopFrames())
}
