import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { startTheSample } from '../stories/sample.ts'
import { callApp } from '../support/served-app.ts'
import { openHost, test } from './host.ts'

test('a signal closes everything in order and leaves no processes or files', async ({ host }) => {
  const app = await host.start()
  const server = JSON.parse(readFileSync(join(host.dataDir, 'server.json'), 'utf8'))
  const authorization = `Bearer ${readFileSync(join(host.dataDir, 'token'), 'utf8').trim()}`
  // Null if no server listens. If another app gets the port, that app does not accept the token.
  const knock = () =>
    fetch(`http://127.0.0.1:${server.port}/api/v1/system`, { headers: { authorization } }).then(
      ({ ok }) => ok,
      () => null,
    )
  expect(await knock()).toBe(true)
  expect(await app.quit()).toBe(0)
  expect(existsSync(join(host.dataDir, 'server.json'))).toBe(false)
  expect(existsSync(join(host.dataDir, 'switchyard.sqlite-wal'))).toBe(false)
  expect(await knock()).not.toBe(true)
})

for (const way of ['a promise that rejects', 'an error that is thrown']) {
  test(`${way} unhandled is logged once, closes everything and ends the app`, async ({ host }) => {
    const app = await host.start()
    await app.evaluate((_electron, isThrown) => {
      setTimeout(() => {
        if (isThrown) throw new Error('planted fault')
        void Promise.reject(new Error('planted fault'))
      }, 1)
    }, way.startsWith('an error'))
    expect(await app.exited).toBe(1)
    const logged = app.said().match(/^\{"level":60.*"message":"planted fault".*"stack":.*Switchyard exits/gm)
    expect(logged).toHaveLength(1)
    expect(app.said()).toContain('[error box]')
    expect(existsSync(join(host.dataDir, 'server.json'))).toBe(false)
    expect(existsSync(join(host.dataDir, 'switchyard.sqlite-wal'))).toBe(false)
    expect(await (await host.start()).quit()).toBe(0)
  })
}

test('a link or folder that the system cannot open is named, and the app continues', async ({ host }) => {
  const app = await host.start()
  await app.evaluate(({ shell, Menu }) => {
    shell.openExternal = () => Promise.reject(new Error('no program for it'))
    shell.openPath = () => Promise.reject(new Error('no program for it'))
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu = [] }) => submenu) ?? []
    items
      .find(({ label }) => label === 'Open the Data Folder')
      ?.click?.(null, null, { triggeredByAccelerator: false })
  })
  await app.evaluate(({ desktop }) => void desktop.toPress.push('Open link'))
  await app.page.evaluate(() => void window.open('https://example.org/'))
  await expect.poll(app.said).toContain('Open the link in a browser: https://example.org/')
  expect(app.said()).toContain(`Open the folder yourself: ${host.dataDir}`)
  expect(await app.quit()).toBe(0)
})

test('closing the window ends the app', async ({ host }) => {
  test.skip(process.platform === 'darwin', 'On a Mac the app stays without a window')
  const launched = host.launch()
  const page = await host.context.waitForEvent('page')
  await page.waitForURL('http://switchyard.localhost/**')
  await page.close()
  expect(await launched.exited).toBe(0)
})

test('a second start focuses the first window and exits', async ({ host }) => {
  const app = await host.start()
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.on('focus', () => Reflect.set(globalThis, 'isFocused', true))
  })
  expect(await host.launch().exited).toBe(0)
  await expect.poll(() => app.evaluate(() => Reflect.get(globalThis, 'isFocused'))).toBe(true)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('a link to a location opens in the running window, and in the first window', async ({ host }) => {
  const app = await host.start('switchyard://open/money')
  await expect(app.page.getByRole('heading', { name: 'Money', level: 1 })).toBeVisible()
  expect(await host.launch('--flag', 'switchyard://run/run_1/task/a?panel=log').exited).toBe(0)
  await expect(app.page).toHaveURL(/#\/runs\/run_1\?/)
  expect(new URL(app.page.url()).hash).toContain('task=a')
  expect(await host.launch('switchyard://evil/plans', 'https://example.org/').exited).toBe(0)
  await app.evaluate(({ app }) => app.emit('open-url', { preventDefault() {} }, 'switchyard://open/audit'))
  await expect(app.page.getByRole('heading', { name: 'Audit', level: 1 })).toBeVisible()
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('a plan file is offered for import at the first start, by a later start, and by a macOS event', async ({
  host,
}) => {
  const sample = join(import.meta.dirname, '..', '..', 'resources', 'samples', 'tasks.json')
  const other = join(host.dataDir, '..', 'Wedding.CSV')
  writeFileSync(other, 'title,skills\nBook a hall,planning\n')
  writeFileSync(join(host.dataDir, '..', 'notes.txt'), 'not a plan')
  const app = await host.start(sample)
  const dialog = app.page.getByRole('dialog')
  await expect(dialog).toContainText('tasks.json')
  await app.page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect(await host.launch('--flag', join(host.dataDir, '..', 'notes.txt'), other).exited).toBe(0)
  await expect(dialog).toContainText('Wedding.CSV')
  await app.page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await app.evaluate(({ app: electron }, path) => {
    electron.emit('open-file', { preventDefault() {} }, path)
  }, sample)
  await expect(dialog).toContainText('tasks.json')
  await app.evaluate(({ app: electron }) => {
    electron.emit('open-file', { preventDefault() {} }, '/absent/plan.json')
  })
  await expect.poll(app.said).toContain('File not opened: The file cannot be read: /absent/plan.json')
})

test('a copied link to a log line opens this line', async ({ host }) => {
  const app = await host.start()
  await startTheSample(app.page)
  const runId = /runs\/([\w-]+)/.exec(app.page.url())?.[1] ?? ''
  await app.page.getByRole('group', { name: 'View of the run' }).getByRole('button', { name: 'Log' }).click()
  const line = app.page.locator('[data-line]').first()
  await line.hover()
  await line.getByRole('button', { name: 'Copy link to this line' }).click()
  const copied = () => app.evaluate(({ clipboard }) => clipboard.readText())
  await expect.poll(copied).toContain(`switchyard://run/${runId}?`)
  const link = await copied()
  expect(new URL(link).searchParams.get('line')).toBe(await line.getAttribute('data-line'))
  expect(await host.launch('switchyard://open/money').exited).toBe(0)
  await expect(app.page.getByRole('heading', { name: 'Money', level: 1 })).toBeVisible()
  expect(await host.launch(link).exited).toBe(0)
  await expect(app.page.locator('[data-line][aria-current=true]')).toBeVisible()
})

test('the loopback server runs next to the window, for the command line', async ({ host }) => {
  await host.start()
  const { port } = JSON.parse(readFileSync(join(host.dataDir, 'server.json'), 'utf8'))
  const token = readFileSync(join(host.dataDir, 'token'), 'utf8').trim()
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/system`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(await response.json()).toMatchObject({ host: 'electron', dataDir: host.dataDir })
})

test('the window appears when its content is ready, and has its menu', async ({ host }) => {
  const app = await host.start()
  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((each) => each.isVisible())),
    )
    .toEqual([true])
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.options.show)).toBe(
    false,
  )
  const roles = await app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).flatMap(({ role, submenu = [] }) => [
      role,
      ...submenu.map((item) => item.role),
    ]),
  )
  expect(roles).toEqual(
    expect.arrayContaining(['editMenu', 'reload', 'zoomIn', 'zoomOut', 'resetZoom', 'help', 'about']),
  )
})

async function showData(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click()
  const sections = page.getByRole('navigation', { name: 'Settings' })
  await sections.getByRole('button', { name: 'Data', exact: true }).click()
}

test('a restore ends the app, which restarts itself with the restored data', async ({ host }) => {
  const launched = host.launch()
  const page = await host.context.waitForEvent('page')
  await page.waitForURL('http://switchyard.localhost/**')
  const keep = (content: string) => callApp(host, ['POST', '/memory'], { type: 'note', content })
  await keep('Kept before')
  await showData(page)
  await page.getByRole('button', { name: 'Back up now' }).click()
  const backups = page.getByRole('list', { name: 'Backups' })
  await expect(backups.getByRole('listitem')).toHaveCount(1)
  await keep('Kept after')
  await backups.getByRole('button', { name: /^Restore/ }).click()
  await page
    .getByRole('dialog', { name: 'Restore this backup?' })
    .getByRole('button', { name: 'Back up and restore' })
    .click()
  expect(await launched.exited).toBe(0)
  expect(launched.said()).toContain('[relaunch]')

  const again = await host.start()
  await showData(again.page)
  await expect(again.page.getByText(/Restored on .* from backup-/)).toBeVisible()
  await again.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Memory' }).click()
  const entries = again.page.getByRole('list', { name: 'Memory entries' })
  await expect(entries).toContainText('Kept before')
  await expect(entries).not.toContainText('Kept after')
})

test('a damaged database is reported, kept, and prevents the start', async ({ host }) => {
  mkdirSync(host.dataDir)
  const file = join(host.dataDir, 'switchyard.sqlite')
  writeFileSync(file, 'this is no database')
  const launched = host.launch()
  expect(await launched.exited).toBe(1)
  expect(launched.said()).toContain('[error box] Switchyard cannot start: The database is damaged')
  expect(launched.said()).toContain(file)
  expect(readFileSync(file, 'utf8')).toBe('this is no database')
})

test('an invalid data folder is reported', async ({ host }) => {
  writeFileSync(host.dataDir, 'a file where the folder should be')
  const launched = host.launch()
  expect(await launched.exited).toBe(1)
  expect(launched.said()).toContain('Cannot use the data folder')
  expect(launched.said()).toContain('SWITCHYARD_DATA_DIR')
})

test('a crashed page is reloaded, and the run continues', async ({ host }) => {
  const { page, evaluate } = await host.start()
  await startTheSample(page)
  const cdp = await host.context.newCDPSession(page)
  // The call never resolves, because the crashed page cannot answer.
  cdp.send('Page.crash').catch(() => {})
  const reloads = () =>
    evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => webContents.reloads),
    )
  await expect.poll(reloads).toEqual([1])

  const { port } = JSON.parse(readFileSync(join(host.dataDir, 'server.json'), 'utf8'))
  const token = readFileSync(join(host.dataDir, 'token'), 'utf8').trim()
  const countDone = async () => {
    const headers = { authorization: `Bearer ${token}` }
    const [run] = await (await fetch(`http://127.0.0.1:${port}/api/v1/runs`, { headers })).json()
    return run.counts.done
  }
  const before = await countDone()
  await expect.poll(countDone).toBeGreaterThan(before)
})

test('a page that crashes repeatedly is reloaded three times, and then a person decides', async ({
  host,
}) => {
  const app = await host.start()
  const crash = (pressed: string) =>
    app.evaluate(({ BrowserWindow, desktop }, button) => {
      desktop.questions.length = 0
      desktop.toPress.push(button)
      const [window] = BrowserWindow.getAllWindows()
      if (window !== undefined) window.webContents.reloads = 0
      for (let crashes = 0; crashes < 4; crashes += 1)
        window?.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
    }, pressed)
  const seen = () =>
    app.evaluate(({ BrowserWindow, desktop }) => ({
      reloads: BrowserWindow.getAllWindows()[0]?.webContents.reloads,
      questions: desktop.questions.map(({ message, buttons }) => [message, ...buttons]),
    }))
  const questions = [['The Switchyard window keeps stopping', 'Reload', 'Quit']]
  await crash('Reload')
  await expect.poll(seen).toEqual({ reloads: 4, questions })
  // A reload by the user resets the count of crashes.
  await app.evaluate(({ desktop }) => void desktop.questions.splice(0))
  await crash('Quit')
  expect(await app.exited).toBe(0)
})

for (const [how, variables, hasDevTools] of [
  ['has no developer tools', {}, false],
  ['has developer tools for a person who asks', { SWITCHYARD_DEVTOOLS: '1' }, true],
] as const) {
  test(`a packaged app ${how}`, async () => {
    const host = await openHost({ STAND_IN_PACKAGED: '1', ...variables })
    try {
      const app = await host.start()
      const found = await app.evaluate(({ BrowserWindow, Menu }) => [
        BrowserWindow.getAllWindows()[0]?.webContents.getLastWebPreferences().devTools,
        (Menu.getApplicationMenu()?.items ?? [])
          .flatMap(({ submenu = [] }) => submenu)
          .some(({ role }) => role === 'toggleDevTools'),
      ])
      expect(found).toEqual([hasDevTools, hasDevTools])
    } finally {
      await host.close()
    }
  })
}
