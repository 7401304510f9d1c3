import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { type HostedApp, test } from './host.ts'

const plan = {
  plan_id: 'club',
  title: 'Club',
  tasks: [
    {
      task_id: 'rules',
      title: 'Write rules',
      description: 'Write them.',
      required_skills: ['summarization'],
    },
  ],
}

const ready = (page: Page) => expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()

const menuItem = ({ evaluate }: HostedApp, id: string) =>
  evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu = [] }) => submenu) ?? []
    const { label, accelerator, enabled, registerAccelerator } =
      items.find((each) => each.id === wanted) ?? {}
    return { label, accelerator, enabled, registerAccelerator }
  }, id)

test('the menu has the commands and keys of the palette', async ({ host }) => {
  const app = await host.start()
  await ready(app.page)
  await expect
    .poll(() => menuItem(app, 'file.import'))
    .toEqual({
      label: 'Import plan…',
      accelerator: 'CommandOrControl+O',
      enabled: true,
      registerAccelerator: false,
    })
  expect(await app.evaluate(({ chooseInMenu }) => chooseInMenu('go.money'))).toBe(true)
  await expect(app.page.getByRole('heading', { name: 'Money', level: 1 })).toBeVisible()
  expect(await menuItem(app, 'go.home')).toMatchObject({ label: 'Go to Home' })
  const titles = await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label))
  expect(titles).toEqual(expect.arrayContaining(['File', 'View', 'Go']))
  await app.page.reload()
  await ready(app.page)
  expect(await app.evaluate(({ chooseInMenu }) => chooseInMenu('help.keys'))).toBe(true)
  await expect(app.page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
})

test('keys that macOS handles in the menu trigger the command of the page once', async ({ host }) => {
  const app = await host.start()
  await ready(app.page)
  await expect.poll(() => menuItem(app, 'go.money')).toMatchObject({ enabled: true })
  expect(await app.evaluate(({ chooseInMenu }) => chooseInMenu('go.money', true))).toBe(true)
  expect(await app.evaluate(({ chooseInMenu }) => chooseInMenu('help.keys'))).toBe(true)
  await expect(app.page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  expect(await app.page.evaluate(() => location.hash)).not.toContain('money')
})

test("a plan is opened with the system's dialog, and cancelling the dialog has no effect", async ({
  host,
}) => {
  const app = await host.start()
  await ready(app.page)
  const file = join(host.dataDir, '..', 'club.plan.json')
  writeFileSync(file, JSON.stringify(plan))
  await app.page.keyboard.press('Control+o')
  await expect.poll(() => app.evaluate(({ desktop }) => desktop.dialogs.length)).toBe(1)
  await expect(app.page.getByRole('dialog')).toBeHidden()

  await app.evaluate(({ desktop }, path) => void desktop.toOpen.push([path]), file)
  await app.page.keyboard.press('Control+o')
  await expect(app.page.getByRole('dialog')).toContainText('Club')
  expect(await app.evaluate(({ desktop }) => desktop.dialogs[1])).toMatchObject({
    kind: 'open',
    options: { properties: ['openFile'], filters: [{ extensions: expect.arrayContaining(['json', 'csv']) }] },
  })
})

test('the window has zoom commands, and restores its position and size', async ({ host }) => {
  const first = await host.start()
  await ready(first.page)
  await first.page.keyboard.press('Control+=')
  const zoom = (app: HostedApp) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomLevel())
  await expect.poll(() => zoom(first)).toBe(0.5)
  await first.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 300, y: 120, width: 1000, height: 700 }),
  )
  await first.quit()
  expect(existsSync(join(host.dataDir, 'electron', 'window.json'))).toBe(true)

  const second = await host.start()
  await ready(second.page)
  const options = await second.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.options)
  expect(options).toMatchObject({ x: 300, y: 120, width: 1000, height: 700 })
  await expect.poll(() => zoom(second)).toBe(0.5)
  await second.page.keyboard.press('Control+0')
  await expect.poll(() => zoom(second)).toBe(0)
})

test('a window on a missing display opens on an existing display', async ({ host }) => {
  const first = await host.start()
  await ready(first.page)
  await first.quit()
  const file = join(host.dataDir, 'electron', 'window.json')
  const kept = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...kept, bounds: { x: 4000, y: 100, width: 900, height: 600 } }))
  const second = await host.start()
  await ready(second.page)
  const options = await second.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.options)
  expect(options).toMatchObject({ width: 900, height: 600 })
  expect(options).not.toHaveProperty('x')
})
