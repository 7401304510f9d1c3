import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { databaseFile } from '../../src-main/base/data-files.ts'
import { anotherUrl, callApp, type ServedApp, serveApp } from '../support/served-app.ts'
import {
  click,
  type Driver,
  fill,
  listOverflows,
  setTheme,
  showPlace,
  waitForElement,
  waitForText,
} from './browser-driver.ts'
import { cacheFolder } from './programs.ts'
import { type Checks, requireThat } from './report.ts'

const sizes = [
  [1280, 800],
  [900, 700],
] as const
const isLostConnection = /WebSocket|NetworkError|Load failed|can.t establish a connection|connection to ws:/
/** A single-color PNG is smaller than this limit; the emptiest screen is twice as large. */
const leastPictureBytes = 12_000
const themes = ['light', 'dark'] as const

/** The most important journeys of the browser suite, in a browser other than Chromium. */
export async function checkJourneys(checks: Checks, leg: string, openDriver: () => Promise<Driver>) {
  let app: ServedApp = await serveApp()
  let driver: Driver | null = null
  try {
    await checks.check('start', async () => {
      driver = await openDriver()
      await driver.resize(1280, 800)
      await driver.open(app.url)
      await waitForText(driver, '[role=status]', /Connected/)
      return driver.version
    })
    const opened: Driver | null = driver
    if (opened === null) return
    const play = (what: string, journey: (driver: Driver) => Promise<string>) =>
      checks.check(what, () => playQuietly(opened, journey).catch(keepPicture(opened, leg, what)))
    let places: Readonly<Record<string, string>> = { home: '/', inbox: '/inbox', settings: '/settings' }
    await play('first run', async (page) => {
      places = { ...places, run: await showFirstRun(page) }
      return 'the sample Onboarding review ran to its end: 2 tasks Done'
    })
    await play('design', async (page) => {
      places = { ...places, plan: await showDesign(page) }
      return 'a plan with 2 tasks and a dependency is published'
    })
    await play('gate', (page) => showGate(page, app))
    const restartAt = async (port: number, whileStopped: (page: Driver) => Promise<void>, page: Driver) => {
      await app.kill()
      await whileStopped(page)
      app = await serveApp({ dataDir: app.dataDir, port })
    }
    const portNow = () => Number(new URL(app.url).port)
    await play('restart', async (page) => {
      await restartAt(portNow(), (each) => waitForText(each, '[role=alert]', /switchyard open/), page)
      await waitForText(page, '[role=status]', /Connected/)
      await requireOnly(page, isLostConnection)
      return 'the page says that the server is gone, and is connected again after its restart'
    })
    await play('expired session', async (page) => {
      await restartAt(portNow(), async () => expireSessions(app), page)
      await waitForText(page, 'h1', /^Sign in to Switchyard$/)
      await waitForText(page, 'main', /session of this browser ended/)
      await fill(page, `Or paste the token`, readToken(app))
      await click(page, 'button', 'Connect')
      await waitForText(page, '[role=status]', /Connected/)
      await requireOnly(page, isLostConnection)
      return 'after a restart with an expired session the page asks for the token, and the token connects it'
    })
    await play('another port', async (page) => {
      const before = portNow()
      await restartAt(0, async () => {}, page)
      requireThat(portNow() !== before, `the server has port ${before} again`)
      await page.open(new URL(app.url).origin)
      await waitForText(page, 'h1', /^Sign in to Switchyard$/)
      await waitForText(page, 'main', /If the port changed/)
      await page.open(await anotherUrl(app))
      await waitForText(page, '[role=status]', /Connected/)
      await requireOnly(page, isLostConnection)
      return 'the new address asks for a sign-in, and a fresh link signs in'
    })
    await play('layout', (page) => showLayout(page, leg, places))
  } finally {
    await closeAll(driver, app)
  }
}

/** Saves a picture of the page after a failure, with the other pictures. */
const keepPicture =
  (driver: Driver, leg: string, what: string) =>
  async (error: unknown): Promise<never> => {
    const folder = join(cacheFolder, 'pictures', leg)
    mkdirSync(folder, { recursive: true })
    // A crashed browser takes no picture; only the failure itself matters.
    const bytes = await driver.screenshot().catch(() => null)
    if (bytes !== null) writeFileSync(join(folder, `failed-${what.replaceAll(' ', '-')}.png`), bytes)
    throw error
  }

async function closeAll(driver: Driver | null, app: ServedApp): Promise<void> {
  try {
    await driver?.close()
  } finally {
    await app.stop()
  }
}

/** Sets the end of all sessions of a stopped app to the past. */
function expireSessions({ dataDir }: ServedApp): void {
  const db = new Database(join(dataDir, databaseFile))
  try {
    const { changes } = db.prepare("UPDATE tokens SET expires_at = 1 WHERE scope = 'session'").run()
    requireThat(changes > 0, 'the database holds no session')
  } finally {
    db.close()
  }
}

const readToken = ({ dataDir }: ServedApp): string => readFileSync(join(dataDir, 'token'), 'utf8').trim()

/** The browser reports each failed or refused connection. */
async function requireOnly(driver: Driver, expected: RegExp): Promise<void> {
  const errors = (await driver.takeErrors()).filter((each) => !expected.test(each))
  requireThat(errors.length === 0, `errors in the console: ${errors.join(' | ')}`)
}

/** A journey passes only if the console stays free of errors. */
async function playQuietly(driver: Driver, journey: (driver: Driver) => Promise<string>): Promise<string> {
  await driver.takeErrors()
  const shown = await journey(driver)
  await requireOnly(driver, /^$/)
  return shown
}

const placeOf = async (driver: Driver): Promise<string> =>
  String(await driver.run('location.hash')).replace('#', '')

async function showFirstRun(driver: Driver): Promise<string> {
  await click(driver, 'button', 'Run Onboarding review')
  await waitForText(driver, 'title', /Onboarding.* — succeeded/i)
  await waitForText(driver, '[data-task]', /Done/)
  const count = `String([...document.querySelectorAll('[data-task]')].filter((each) => each.textContent.includes('Done')).length)`
  const done = await driver.run(count)
  requireThat(done === '2', `${done} of 2 tasks of the sample are Done`)
  return placeOf(driver)
}

async function showDesign(driver: Driver): Promise<string> {
  const addSkill = async (skill: string) => {
    await fill(driver, 'Required skills', skill)
    await driver.pressEnter()
  }
  await showPlace(driver, '/plans/new')
  await click(driver, 'button', 'Add first task')
  await fill(driver, 'Title', 'Gather the songs')
  await addSkill('memory search')
  await click(driver, 'button', 'Add task')
  await fill(driver, 'Title', 'Sum them up')
  await addSkill('summarization')
  await waitForElement(driver, 'button', 'Remove the dependency on Gather the songs')
  await fill(driver, 'Plan title', 'Songs')
  await driver.pressEnter()
  await click(driver, 'button', 'Publish')
  await waitForText(driver, 'main span, main p, main div', /^Published$/)
  return placeOf(driver)
}

async function showGate(driver: Driver, app: ServedApp): Promise<string> {
  const task = {
    ...{ task_id: 'post', title: 'Post it', description: 'Post it' },
    ...{ required_skills: ['memory_search'], requires_approval: true },
  }
  const request = { plan_id: 'letter', title: 'Letter', tasks: [task] }
  const { runId } = await callApp(app, ['POST', '/runs'], { request })
  await showPlace(driver, `/runs/${runId}?task=post`)
  await click(driver, 'button', 'Approve')
  await waitForText(driver, 'title', /Letter — succeeded/i)
  return 'an approval is answered, and the run succeeds'
}

/** Takes pictures for manual review, and checks the layout errors that a program can detect. */
async function showLayout(driver: Driver, leg: string, places: Readonly<Record<string, string>>) {
  const folder = join(cacheFolder, 'pictures', leg)
  mkdirSync(folder, { recursive: true })
  const faults: string[] = []
  let count = 0
  for (const [width, height] of sizes) {
    await driver.resize(width, height)
    for (const [name, place] of Object.entries(places)) {
      await showPlace(driver, place)
      await waitForText(driver, 'main', /\S/)
      for (const theme of themes) {
        await setTheme(driver, theme)
        // Wait for the transition of the colours.
        await new Promise((resolve) => setTimeout(resolve, 400))
        const picture = `${name}-${theme}-${width}x${height}`
        for (const fault of await listOverflows(driver)) faults.push(`${picture}: ${fault}`)
        const bytes = await driver.screenshot()
        if (bytes.length < leastPictureBytes) faults.push(`${picture}: the picture is blank`)
        writeFileSync(join(folder, `${picture}.png`), bytes)
        count += 1
      }
    }
  }
  requireThat(faults.length === 0, faults.join('; '))
  return `${count} pictures, none blank and none wider than its window: ${folder}`
}
