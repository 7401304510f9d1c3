import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { callApp, serveApp } from '../../../support/served-app.ts'
import { type Figure, figure, median, skipped } from '../figure.ts'
import { linesOfLog, rareWord, type Seeded, serveSeeded, usualWord } from './seeded.ts'

const rounds = 5
/** Screens with a link in the navigation. */
const screens = ['/plans', '/inbox', '/money', '/agents', '/settings', '/memory']

/** The interface as users have it: the real server and the built pages. */
export async function measureApp(browser: Browser): Promise<Figure[]> {
  const paints: number[] = []
  // The first start after a build compiles all modules, and stores the compile cache when it ends (ADR 0014).
  await firstPaint(browser)
  for (let round = 0; round < rounds; round += 1) paints.push(await firstPaint(browser))
  const figures = [
    figure({
      name: 'server mode: first useful paint',
      value: median(paints),
      unit: 'ms',
      target: { atMost: 1000 },
    }),
  ]
  const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-bench-ui-'))
  const seeded = await serveSeeded(dataDir)
  try {
    return [...figures, ...(await measureSeeded(browser, seeded))]
  } finally {
    await seeded.app.kill()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Milliseconds from the start of the process to the first heading, in an open browser. */
async function firstPaint(browser: Browser): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-bench-ui-'))
  const page = await browser.newPage()
  const start = performance.now()
  const app = await serveApp({ dataDir })
  try {
    await page.goto(app.url, { waitUntil: 'commit' })
    await page.locator('h1').first().waitFor()
    return performance.now() - start
  } finally {
    await page.close()
    await app.stop()
  }
}

async function measureSeeded(browser: Browser, { app, runId }: Seeded): Promise<Figure[]> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(app.url)
  await page.locator('h1').first().waitFor()
  const switches = await switchScreens(page)
  const openMs = median(await openRun(page, runId))
  const blank = await blankFrames(page)
  const usual = await timeSearches({ app, runId }, usualWord)
  const rare = await timeSearches({ app, runId }, rareWord)
  await page.close()
  return [
    figure({
      name: 'switching screens, the slowest',
      value: Math.max(...switches),
      unit: 'ms',
      target: { atMost: 100 },
    }),
    figure({
      name: 'switching screens, median',
      value: median(switches),
      unit: 'ms',
      target: { atMost: 100 },
    }),
    figure({
      name: 'run of 5,000 tasks opened from the server',
      value: openMs,
      unit: 'ms',
      target: { atMost: 500 },
    }),
    blank === null
      ? skipped(
          { name: 'memory of 100,000 entries: blank frames', unit: 'frames', target: { atMost: 0 } },
          'no list found on the screen of memory',
        )
      : figure({
          name: 'memory of 100,000 entries: blank frames',
          value: blank,
          unit: 'frames',
          target: { atMost: 0 },
        }),
    figure({
      name: `log of ${linesOfLog.toLocaleString('en')} lines: first page of a search`,
      value: median(usual),
      unit: 'ms',
      target: { atMost: 200 },
    }),
    figure({
      name: `log of ${linesOfLog.toLocaleString('en')} lines: the one line with a word`,
      value: median(rare),
      unit: 'ms',
      target: { atMost: 200 },
    }),
  ]
}

/** Milliseconds from the request to the first matches. The search requests one part at a time, like the interface. */
async function timeSearches({ app, runId }: Seeded, text: string): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now()
    for (let after = ''; ; ) {
      const found = await callApp(app, ['GET', `/runs/${runId}/lines/search?text=${text}${after}`])
      if (found.matches.length > 0) break
      if (found.next === null) throw new Error(`no line of the log has the word ${text}`)
      after = `&afterSeq=${found.next.seq}&afterLine=${found.next.line}`
    }
    times.push(performance.now() - start)
  }
  return times
}

/** Milliseconds until a reloaded page, without data of the run, shows the run. */
async function openRun(page: Page, runId: string): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await page.evaluate(() => {
      location.hash = '#/'
    })
    await page.reload()
    await page.locator('h1').first().waitFor()
    // The page fetches the code of the run screen one second after the start.
    await page.waitForTimeout(2500)
    times.push(await timeTo(page, `#/runs/${runId}`, '.react-flow__node'))
  }
  return times
}

/** The first visit of each screen fetches its code. Only the second visit counts. */
async function switchScreens(page: Page): Promise<number[]> {
  for (const screen of screens) await timeTo(page, `#${screen}`, 'h1')
  const times: number[] = []
  for (const screen of screens) times.push(await timeTo(page, `#${screen}`, 'h1'))
  return times
}

/** Milliseconds from navigating to an address to the first frame that contains `selector`. */
const timeTo = (page: Page, hash: string, selector: string): Promise<number> =>
  page.evaluate(
    async ([to, wanted]) => {
      const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      const before = document.querySelector(wanted)
      const start = performance.now()
      location.hash = to
      const deadline = start + 20_000
      const isThere = () => {
        const found = document.querySelector(wanted)
        return found !== null && found !== before
      }
      while (!isThere() && performance.now() < deadline) await nextFrame()
      await nextFrame()
      return performance.now() - start
    },
    [hash, selector] as const,
  )

/** Number of frames with a blank middle of the list during scrolling; null without a list. */
async function blankFrames(page: Page): Promise<number | null> {
  await page.goto(`${new URL(page.url()).origin}/#/memory`)
  await page.waitForTimeout(1500)
  return page.evaluate(async () => {
    const list = [...document.querySelectorAll('main *')].find(
      (each) => each.scrollHeight > 4 * each.clientHeight && getComputedStyle(each).overflowY !== 'visible',
    )
    if (list === undefined) return null
    const { left, top, width, height } = list.getBoundingClientRect()
    let blank = 0
    for (let frame = 0; frame < 150; frame += 1) {
      list.scrollTop += 400
      await new Promise((resolve) => requestAnimationFrame(resolve))
      await new Promise((resolve) => setTimeout(resolve))
      const under = document.elementFromPoint(left + width / 3, top + height / 2)
      if ((under?.textContent ?? '').trim() === '' || under === list) blank += 1
    }
    return blank
  })
}
