import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { buildIfStale } from '../../src-main/hosts/build.mjs'
import { chromiumArgs, chromiumExecutable } from '../support/chromium.ts'
import { readOptions } from '../support/options.ts'
import { seedData } from '../support/seeded/seed.ts'
import { anotherUrl, type ServedApp, serveApp } from '../support/served-app.ts'
import { serveHere } from '../support/served-here.ts'
import { openPlace, showPlace } from '../support/window.ts'
import { findFlaws } from './eye.ts'
import { looks, openWindow, sayIn, type Window } from './looks.ts'
import { appKinds, type Screen, screensOf } from './screens.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'shots')
const settleMs = 700
const openedMs = 300
const fakeAgent = join(root, 'test/agents/acp/fake-agent.mjs')

const usage = `npm run shots -- [--look ${Object.keys(looks).join('|')}] [SCENE...]`

/**
 * Takes pictures of all or some screens in one look, from seeded data in the real app, and measures their layout. The
 * exit code is 1 if a page failed, 2 for invalid arguments.
 */
export async function takeShots(args: string[]): Promise<number> {
  const options = readOptions(usage, {
    args,
    options: { look: { type: 'string', default: 'usual' } },
    allowPositionals: true,
  })
  if (options === null) return 2
  const { values, positionals: names } = options
  const windows = looks[values.look]
  if (windows === undefined) return refuse(`No look of this name: ${values.look}.`)
  if (!buildIfStale(console.log)) return 1
  const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-shots-'))
  const seeded = await seedData(dataDir)
  const all = screensOf(seeded)
  const unknown = names.find((name) => all.every((screen) => screen.name !== name))
  if (unknown !== undefined) return refuse(`No screen of this name: ${unknown}.`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const screens = names.length === 0 ? all : all.filter(({ name }) => names.includes(name))
  const changedDir = mkdtempSync(join(tmpdir(), 'switchyard-shots-'))
  cpSync(dataDir, changedDir, { recursive: true })
  const apps = {
    seeded: await serveHere(dataDir),
    unused: await serveApp(),
    changed: await serveApp({ dataDir: changedDir, env: { PATH: withCodingAgents(changedDir) } }),
  }
  const browser = await chromium.launch({
    executablePath: await chromiumExecutable(),
    args: [...chromiumArgs],
  })
  let broken = 0
  let flawed = 0
  try {
    for (const window of windows) {
      const shots = []
      for (const kind of appKinds) {
        const inIt = screens.filter(({ app = 'seeded' }) => app === kind)
        shots.push(...(await shootAll(browser, { app: apps[kind], window, screens: inIt })))
      }
      for (const { screen, faults, flaws } of shots) {
        broken += faults.length
        flawed += flaws.length
        const said = [...faults.map((fault) => `  FAULT ${fault}`), ...flaws.map((flaw) => `  flaw  ${flaw}`)]
        if (said.length > 0) console.log([`${screen.name} ${nameOf(window)}`, ...said].join('\n'))
      }
    }
  } finally {
    await browser.close()
    for (const kind of appKinds) await apps[kind].stop()
    for (const dir of [dataDir, changedDir]) rmSync(dir, { recursive: true, force: true })
  }
  const count = screens.length * windows.length
  console.log(`${count} pictures in ${folder}: ${broken} faults, ${flawed} flaws that can be measured.`)
  return broken === 0 ? 0 : 1
}

function refuse(why: string): number {
  console.error(`${why}\nUsage: ${usage}`)
  return 2
}

interface Shooting {
  readonly app: Pick<ServedApp, 'dataDir'>
  readonly screens: readonly Screen[]
  readonly window: Window
}

const nameOf = ({ name, options: { colorScheme, viewport } }: Window): string =>
  [...(name === 'usual' ? [] : [name]), colorScheme, `${viewport.width}x${viewport.height}`].join('-')

async function shootAll(browser: Browser, { app, screens, window }: Shooting) {
  if (screens.length === 0) return []
  const page = await openWindow(browser, window)
  const say = sayIn[window.language]
  let faults: string[] = []
  const note = (error: Error) => faults.push(error.message.split('\n', 1)[0] ?? '')
  page.on('pageerror', note)
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  await openPlace(page, { url: await anotherUrl(app) })
  const shots = []
  for (const screen of screens) {
    faults = []
    await showPlace(page, screen.place)
    await page.waitForTimeout(settleMs)
    await page
      .getByRole('status', { name: say('Loading') })
      .first()
      .waitFor({ state: 'detached', timeout: 15_000 })
    await page.getByText(/^Laying out/).waitFor({ state: 'detached', timeout: 15_000 })
    await page.locator('main').getByText(/\w/).filter({ visible: true }).first().waitFor()
    const { viewport } = window.options
    if (screen.height !== undefined) await page.setViewportSize({ ...viewport, height: screen.height })
    await screen.first?.(page, say, app).catch(note)
    if (screen.first !== undefined || screen.height !== undefined) await page.waitForTimeout(openedMs)
    await page.screenshot({ path: join(folder, `${screen.name}-${nameOf(window)}.png`) })
    shots.push({ screen, faults, flaws: await findFlaws(page) })
    await screen.last?.(page, say, app).catch(note)
    // An open dialog would cover the next screens.
    if (screen.first !== undefined) await begin(page)
    await page.setViewportSize(viewport)
  }
  await page.context().close()
  return shots
}

/** Reloads the window and moves the pointer away. */
async function begin(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.mouse.move(0, 0)
  await page.mouse.up()
  await page.reload()
  await page.getByRole('navigation').first().waitFor()
}

/** A PATH with some coding agents. */
function withCodingAgents(dataDir: string): string {
  const programs = join(dataDir, 'programs')
  mkdirSync(programs)
  for (const [name, scenario] of [
    ['gemini', 'works'],
    ['codex-acp', 'speaksTheNext'],
  ] as const) {
    const line = `exec '${process.execPath}' '${fakeAgent}' ${scenario} '${join(programs, 'diary')}'`
    writeFileSync(join(programs, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 })
  }
  return `${programs}:${process.env.PATH}`
}
