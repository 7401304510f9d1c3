import type { Page } from 'playwright-core'

const middle = { x: 640, y: 400 }
const reach = 280
const stepsPerDrag = 40
const wheelTurns = 45
/** Time limit of a gesture, in milliseconds. On a slow page, the measurement covers the part up to the limit. */
const mostMs = 2500

/** Drags the plan back and forth with the real pointer, as fast as the page responds. */
export async function drag(page: Page): Promise<void> {
  const end = performance.now() + mostMs
  await page.mouse.move(middle.x, middle.y)
  await page.mouse.down()
  for (let step = 0; performance.now() < end; step += 1) {
    const away = reach * Math.sin((step / stepsPerDrag) * Math.PI)
    await page.mouse.move(middle.x + away, middle.y + away / 3)
  }
  await page.mouse.up()
}

/** Zooms with the wheel between the complete plan and a single node. */
export async function zoomThrough(page: Page): Promise<void> {
  const end = performance.now() + mostMs
  await page.mouse.move(middle.x, middle.y)
  for (let turn = 0; performance.now() < end; turn += 1) {
    await page.mouse.wheel(0, Math.floor(turn / wheelTurns) % 2 === 0 ? -80 : 80)
  }
}

/** Used heap after a garbage collection, in MiB. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize / 2 ** 20
}
