import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { type HostedApp, openHost } from '../electron-host/host.ts'
import { showPlace } from '../support/window.ts'
import type { StoryApp } from './app.ts'

/**
 * The desktop app. Requests of the window to the system go through Electron's clipboard, dialogs, menu and
 * notifications.
 */
export async function openInElectron(): Promise<StoryApp> {
  const host = await openHost()
  let app = await host.start()
  await isThere(app.page)
  let lastFile = 0
  /** A path in the user's folder that no other story uses. */
  const pathOf = (name: string) => {
    lastFile += 1
    return join(host.dataDir, '..', `${lastFile}-${name}`)
  }
  const countDialogs = () => app.evaluate(({ desktop }) => desktop.dialogs.length)
  return {
    dataDir: host.dataDir,
    get page() {
      return app.page
    },
    async open(place) {
      await showPlace(app.page, place)
      return app.page
    },
    async restart(meanwhile = async () => {}) {
      await app.kill()
      await meanwhile()
      app = await host.start()
      await isThere(app.page)
      return app.page
    },
    runCommand: (title) => runInMenu(app, title),
    async giveFile({ name, text }, ask) {
      const path = pathOf(name)
      writeFileSync(path, text)
      const before = await countDialogs()
      await app.evaluate(({ desktop }, chosen) => void desktop.toOpen.push([chosen]), path)
      await ask()
      await expect.poll(countDialogs).toBe(before + 1)
    },
    async takeFile(save) {
      const path = pathOf('saved')
      await app.evaluate(({ desktop }, chosen) => void desktop.toSave.push(chosen), path)
      await save()
      await expect.poll(() => existsSync(path) && readFileSync(path, 'utf8')).toBeTruthy()
      const name = await app.evaluate(({ desktop }) => desktop.dialogs.at(-1)?.options.defaultPath ?? '')
      return { name, text: readFileSync(path, 'utf8') }
    },
    readClipboard: () => app.evaluate(({ clipboard }) => clipboard.readText()),
    writeClipboard: (text) => app.evaluate(({ clipboard }, given) => clipboard.writeText(given), text),
    listNotifications: () =>
      app.evaluate(({ desktop }) => desktop.notifications.map(({ options }) => options.title)),
    clickNotification: (title) =>
      app.evaluate(({ desktop }, wanted) => {
        desktop.notifications.find(({ options }) => options.title === wanted)?.emit('click')
      }, title),
    close: host.close,
  }
}

async function isThere(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
}

/** The menu changes shortly after the page, so the function retries. */
async function runInMenu({ evaluate }: HostedApp, title: string): Promise<void> {
  const choose = () =>
    evaluate(({ Menu, chooseInMenu }, label) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu = [] }) => submenu) ?? []
      return chooseInMenu(items.find((each) => each.label === label)?.id ?? '')
    }, title)
  await expect.poll(choose).toBe(true)
}
