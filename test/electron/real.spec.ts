import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, test as base, type ElectronApplication, expect } from '@playwright/test'
import { findElectronBinary } from '../../src-main/hosts/find-electron.ts'
import { runTheSample } from '../stories/sample.ts'

const root = join(import.meta.dirname, '..', '..')

const test = base.extend<{ app: ElectronApplication }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from the pattern.
  app: async ({}, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-electron-'))
    const env = Object.entries({ ...process.env, SWITCHYARD_DATA_DIR: dataDir })
    const app = await _electron.launch({
      executablePath: findElectronBinary() ?? '',
      args: [root],
      env: Object.fromEntries(env.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    })
    await use(app)
    await app.close()
    rmSync(dataDir, { recursive: true, force: true })
  },
})

test('a new user runs the sample in the real Electron, reloads in the middle and loses nothing', async ({
  app,
}) => {
  const page = await app.firstWindow()
  expect(page.url()).toBe('app://switchyard/')
  await runTheSample(page)
})

test('the page is sandboxed and isolated', async ({ app }) => {
  const page = await app.firstWindow()
  expect(await page.evaluate(() => Object.keys(window.switchyard ?? {}))).toEqual(['host'])
  expect(
    await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in window)),
  ).toEqual([])
  const pid = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  )
  if (process.platform === 'linux') {
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m)
  }
})

test('the page cannot navigate away or open windows', async ({ app }) => {
  const page = await app.firstWindow()
  for (const url of [
    'https://example.com/',
    'file:///etc/passwd',
    'data:text/html,away',
    'blob:app://switchyard/0',
  ]) {
    await page.evaluate((away) => {
      window.location.href = away
    }, url)
  }
  expect(await page.evaluate(() => window.open('file:///etc/passwd'))).toBeNull()
  expect(page.url()).toMatch(/^app:\/\/switchyard\//)
  expect(app.windows()).toHaveLength(1)
})
