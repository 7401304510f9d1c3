import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type Page, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { anotherUrl, serveApp, serveInstead } from '../support/served-app.ts'
import { type HereApp, serveHere } from '../support/served-here.ts'

let app: HereApp
test.beforeEach(async () => {
  app = await serveHere()
})
test.afterEach(() => app.stop())

const origin = () => new URL(app.url).origin
const navigation = (page: Page) => page.getByRole('navigation', { name: 'Main' })
const connected = (page: Page) => page.getByRole('status').filter({ hasText: 'Connected' })
const signIn = (page: Page) => page.getByRole('heading', { name: 'Sign in to Switchyard' })

test('a browser stays signed in: reload, second tab, new tab by Ctrl+click, pasted link', async ({
  page,
  context,
}) => {
  await page.goto(app.url)
  await expect(connected(page)).toBeVisible()
  await page.reload()
  await expect(connected(page)).toBeVisible()

  const second = await context.newPage()
  await second.goto(origin())
  await expect(connected(second)).toBeVisible()

  const opening = context.waitForEvent('page')
  await navigation(page)
    .getByRole('link', { name: 'Runs' })
    .click({ modifiers: ['Control'] })
  const third = await opening
  await expect(third.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()

  const pasted = await context.newPage()
  await pasted.goto(`${origin()}/#/audit`)
  await expect(pasted.getByRole('heading', { name: 'Audit', level: 1 })).toBeVisible()
  // The launch link works only once, but this browser already has a session.
  await pasted.goto('about:blank')
  await pasted.goto(app.url)
  await expect(connected(pasted)).toBeVisible()
  await expect(connected(page)).toBeVisible()
})

test('a restart keeps the browser signed in, in an open tab and in a new tab', async ({ page, context }) => {
  const served = await serveInstead(app)
  app = served
  await page.goto(app.url)
  await expect(connected(page)).toBeVisible()
  const port = Number(new URL(app.url).port)
  await served.kill()
  await expect(page.getByRole('alert')).toContainText('switchyard open')
  app = await serveApp({ dataDir: app.dataDir, port })
  await expect(connected(page)).toBeVisible()
  const second = await context.newPage()
  await second.goto(origin())
  await expect(connected(second)).toBeVisible()
})

test('a browser without a session shows how to sign in, and signs in when another tab does', async ({
  page,
  context,
}) => {
  await page.goto(origin())
  await expect(signIn(page)).toBeVisible()
  await expect(page.getByRole('main')).toContainText(
    'Open the link that switchyard serve printed, or run switchyard open in a terminal.',
  )
  expect(await listBroken(page)).toEqual([])
  const second = await context.newPage()
  await second.goto(app.url)
  await expect(connected(second)).toBeVisible()
  await expect(connected(page)).toBeVisible()
})

test('a new port is a new address, where a new link signs in', async ({ page }) => {
  const served = await serveInstead(app)
  app = served
  await page.goto(app.url)
  await expect(connected(page)).toBeVisible()
  await served.kill()
  app = await serveApp({ dataDir: app.dataDir })
  await page.goto(origin())
  await expect(signIn(page)).toBeVisible()
  await expect(page.getByRole('main')).toContainText('If the port changed, open a new link.')
  await page.goto(await anotherUrl(app))
  await expect(connected(page)).toBeVisible()
})

test('the cookie alone gives no access after the storage is cleared, and a new link signs in again', async ({
  page,
  context,
}) => {
  await page.goto(app.url)
  await expect(connected(page)).toBeVisible()
  await page.evaluate(() => localStorage.clear())
  expect(await context.cookies(`${origin()}/api`)).toHaveLength(1)
  await page.reload()
  await expect(signIn(page)).toBeVisible()
  const answers = await page.evaluate(async () => {
    const status = async (path: string) => (await fetch(path)).status
    const opens = new Promise<boolean>((resolve) => {
      const socket = new WebSocket(`ws://${location.host}/api/ws`, ['switchyard'])
      socket.addEventListener('open', () => resolve(true))
      socket.addEventListener('error', () => resolve(false))
    })
    return [await status('/api/session'), await status('/api/v1/runs'), await opens]
  })
  expect(answers).toEqual([401, 401, false])
  await page.goto(await anotherUrl(app))
  await expect(connected(page)).toBeVisible()
})

test('Settings list the browsers and tokens, revoke them, and sign out in every tab', async ({
  page,
  context,
  browser,
}) => {
  await page.goto(app.url)
  await expect(connected(page)).toBeVisible()
  const second = await context.newPage()
  await second.goto(origin())
  await expect(connected(second)).toBeVisible()
  const stranger = await (await browser.newContext()).newPage()
  await stranger.goto(await anotherUrl(app))
  await expect(connected(stranger)).toBeVisible()

  await page.goto(`${origin()}/#/settings?section=access`)
  const section = page.getByRole('region', { name: 'Browsers and tokens' })
  await expect(section).toContainText('This browser')
  await expect(section).toContainText('This start')
  expect(await listBroken(page)).toEqual([])
  await section.getByRole('button', { name: /^Revoke Chrome/ }).click()
  await expect(signIn(stranger)).toBeVisible()
  await expect(connected(second)).toBeVisible()

  await section.getByRole('button', { name: 'Sign out' }).click()
  await expect(signIn(page)).toBeVisible()
  await expect(signIn(second)).toBeVisible()
  expect(await context.cookies(`${origin()}/api`)).toEqual([])
})

test('a server on another port receives the cookie and cannot use it', async ({ page }) => {
  await page.goto(app.url)
  await expect(connected(page)).toBeVisible()
  const seen: IncomingHttpHeaders[] = []
  const other = createServer((request, response) => {
    seen.push(request.headers)
    response.setHeader('content-type', 'text/html').end('<title>Other</title>')
  })
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  try {
    const otherOrigin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
    await page.goto(`${otherOrigin}/api/x`)
    const cookie = seen[0]?.cookie ?? ''
    expect(cookie).toMatch(/^switchyard_\d+=swy_session_/)
    // A program that replays the received cookie.
    const [, value = ''] = cookie.split('=')
    const tries: Record<string, string>[] = [
      { cookie },
      { cookie, origin: origin() },
      { cookie, 'switchyard-key': value },
      { cookie, 'switchyard-key': '' },
      { authorization: `Bearer ${value}` },
    ]
    for (const headers of tries) {
      for (const path of ['/api/session', '/api/v1/runs', '/api/v1/tokens']) {
        expect((await fetch(origin() + path, { headers })).status).toBe(401)
      }
    }
    // A page in the browser with the session.
    const reached = await page.evaluate(async (target) => {
      const asked = (path: string, init: RequestInit) =>
        fetch(target + path, { credentials: 'include', ...init }).then(
          ({ status }) => status,
          () => 'blocked',
        )
      const socket = new Promise((resolve) => {
        const opened = new WebSocket(`${target.replace('http', 'ws')}/api/ws`, ['switchyard', 'key.x'])
        opened.addEventListener('open', () => resolve('open'))
        opened.addEventListener('error', () => resolve('refused'))
      })
      return [
        await asked('/api/session', {}),
        await asked('/api/session', { method: 'DELETE' }),
        await asked('/api/v1/runs', { method: 'POST', mode: 'no-cors', body: '{}' }),
        await socket,
      ]
    }, origin())
    expect(reached).toEqual(['blocked', 'blocked', 'blocked', 'refused'])
  } finally {
    other.closeAllConnections()
    other.close()
  }
  await page.goto(origin())
  await expect(connected(page)).toBeVisible()
})
