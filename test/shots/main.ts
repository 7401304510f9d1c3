import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { chromiumArgs, chromiumExecutable } from '../support/chromium.ts'
import { seedData } from '../support/seeded/seed.ts'
import { anotherUrl, type ServedApp, serveApp } from '../support/served-app.ts'
import { openPlace, showPlace } from '../support/window.ts'
import { findFlaws } from './eye.ts'
import { type Scene, scenesOf } from './scenes.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'shots')
const themes = ['light', 'dark'] as const
const sizes = [
  { width: 1280, height: 800 },
  { width: 900, height: 700 },
] as const
const settleMs = 700

/**
 * Pictures of every screen in both themes and two sizes, from seeded data in the real app, with what is measurably wrong
 * on each. `names`: only these scenes. The exit code is 1 when a page broke.
 */
export async function takeShots(names: readonly string[]): Promise<number> {
  build()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-shots-'))
  const seeded = await seedData(dataDir)
  const all = scenesOf(seeded)
  const scenes = names.length === 0 ? all : all.filter(({ name }) => names.includes(name))
  const app = await serveApp({ dataDir })
  const unused = await serveApp()
  const browser = await chromium.launch({
    executablePath: await chromiumExecutable(),
    args: [...chromiumArgs],
  })
  let broken = 0
  let flawed = 0
  try {
    for (const theme of themes) {
      for (const size of sizes) {
        const look = { theme, size }
        const looks = [
          ...(await shootAll(browser, { app, look, scenes: scenes.filter((scene) => !isFirst(scene)) })),
          ...(await shootAll(browser, { app: unused, look, scenes: scenes.filter(isFirst) })),
        ]
        for (const { scene, faults, flaws } of looks) {
          broken += faults.length
          flawed += flaws.length
          const said = [
            ...faults.map((fault) => `  FAULT ${fault}`),
            ...flaws.map((flaw) => `  flaw  ${flaw}`),
          ]
          if (said.length > 0) console.log([`${scene.name} ${theme} ${size.width}`, ...said].join('\n'))
        }
      }
    }
  } finally {
    await browser.close()
    await app.stop()
    await unused.stop()
  }
  const count = scenes.length * themes.length * sizes.length
  console.log(`${count} pictures in ${folder}: ${broken} faults, ${flawed} flaws that can be measured.`)
  return broken === 0 ? 0 : 1
}

interface Look {
  readonly theme: (typeof themes)[number]
  readonly size: (typeof sizes)[number]
}

interface Shooting {
  readonly app: ServedApp
  readonly scenes: readonly Scene[]
  readonly look: Look
}

const isFirst = ({ isFirstStart = false }: Scene): boolean => isFirstStart

async function shootAll(browser: Browser, { app, scenes, look: { theme, size } }: Shooting) {
  if (scenes.length === 0) return []
  const context = await browser.newContext({ viewport: size, colorScheme: theme, reducedMotion: 'reduce' })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  let faults: string[] = []
  const note = (error: Error) => faults.push(error.message.split('\n', 1)[0] ?? '')
  page.on('pageerror', note)
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  await openPlace(page, { url: await anotherUrl(app) })
  const looks = []
  for (const scene of scenes) {
    faults = []
    await showPlace(page, scene.place)
    await page.waitForTimeout(settleMs)
    await page
      .getByRole('status', { name: 'Loading' })
      .first()
      .waitFor({ state: 'detached', timeout: 15_000 })
    await scene.first?.(page).catch(note)
    const file = join(folder, `${scene.name}-${theme}-${size.width}x${size.height}.png`)
    await page.screenshot({ path: file })
    looks.push({ scene, faults, flaws: await findFlaws(page) })
    await scene.last?.(page).catch(note)
    // What it opened stands over every other screen.
    if (scene.first !== undefined) await begin(page)
  }
  await context.close()
  return looks
}

/** As a window that was just opened, with the pointer where nothing is. */
async function begin(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.mouse.move(0, 0)
  await page.mouse.up()
  await page.reload()
  await page.getByRole('navigation').first().waitFor()
}

function build(): void {
  const bin = (name: string) => join(root, 'node_modules', '.bin', name)
  for (const [name, ...args] of [
    ['electron-vite', 'build', '--logLevel', 'warn'],
    ['vite', 'build', '--config', 'vite.node.config.ts', '--logLevel', 'warn'],
  ] as const) {
    const { status } = spawnSync(process.execPath, [bin(name), ...args], { cwd: root, stdio: 'inherit' })
    if (status !== 0) throw new Error(`${name} ended with ${status}`)
  }
}
