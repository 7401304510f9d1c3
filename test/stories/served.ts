import { readFileSync } from 'node:fs'
import { chromium, expect, type Page } from '@playwright/test'
import { chromiumArgs, chromiumExecutable } from '../support/chromium.ts'
import { type ServedApp, serveApp } from '../support/served-app.ts'
import { openPlace, showPlace } from '../support/window.ts'
import type { StoryApp } from './app.ts'

/** The app in a browser, served by `switchyard serve`. */
export async function openServed(): Promise<StoryApp> {
  let app: ServedApp = await serveApp()
  const port = Number(new URL(app.url).port)
  const browser = await chromium.launch({
    executablePath: await chromiumExecutable(),
    args: [...chromiumArgs],
  })
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  await context.addInitScript(noteNotifications)
  const page = await context.newPage()
  await openPlace(page, app)
  return {
    dataDir: app.dataDir,
    page,
    async open(place) {
      await showPlace(page, place)
      return page
    },
    async restart(meanwhile = async () => {}) {
      await app.kill()
      await meanwhile()
      app = await serveApp({ dataDir: app.dataDir, port })
      // The restarted server does not accept the old session, and requires a new link.
      await page.goto('about:blank')
      await openPlace(page, app)
      return page
    },
    runCommand: (title) => runInPalette(page, title),
    async giveFile({ name, text }, ask) {
      const asking = page.waitForEvent('filechooser')
      await ask()
      const buffer = Buffer.from(text)
      await (await asking).setFiles({ name, mimeType: 'application/octet-stream', buffer })
    },
    async takeFile(save) {
      const saving = page.waitForEvent('download')
      await save()
      const download = await saving
      return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
    },
    readClipboard: () => page.evaluate(() => navigator.clipboard.readText()),
    writeClipboard: (text) => page.evaluate((given) => navigator.clipboard.writeText(given), text),
    listNotifications: () => page.evaluate(() => window.noted?.map(({ title }) => title) ?? []),
    clickNotification: (title) =>
      page.evaluate((wanted) => {
        window.noted?.find((each) => each.title === wanted)?.dispatchEvent(new Event('click'))
      }, title),
    async close() {
      await browser.close()
      await app.stop()
    },
  }
}

async function runInPalette(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Commands' })
  await palette.getByRole('combobox').fill(title)
  await expect(palette.getByRole('option', { name: title }).first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(palette).toBeHidden()
}

declare global {
  interface Window {
    /** Stories only: notifications that a browser with a desktop would show. */
    noted?: (EventTarget & { readonly title: string })[]
  }
}

/** Runs in the page, so the function cannot use variables from outside. */
function noteNotifications(): void {
  const noted: NonNullable<Window['noted']> = []
  window.noted = noted
  class NotedNotification extends EventTarget {
    static readonly permission = 'granted'
    readonly title: string
    constructor(title: string) {
      super()
      this.title = title
      noted.push(this)
    }
    close(): void {}
  }
  Object.defineProperty(window, 'Notification', { value: NotedNotification })
}
