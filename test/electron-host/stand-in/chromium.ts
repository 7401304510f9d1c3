import { type BrowserContext, chromium, type Page, type Route } from 'playwright-core'
import { askMain, toMainUrl } from './protocol.ts'

/** Environment variable with the address of the test's Chromium, whose pages are the windows. */
export const browserVariable = 'STAND_IN_BROWSER'

/** Asks main whether a page may navigate. True: the page must stay. */
export type MayNot = (page: Page, route: Route) => boolean

interface Browser {
  readonly newPage: () => Promise<Page>
}

let browser: Promise<Browser> | null = null

export function openBrowser(mayNot: MayNot): Promise<Browser> {
  browser ??= connect(mayNot)
  return browser
}

async function connect(mayNot: MayNot): Promise<Browser> {
  const endpoint = process.env[browserVariable]
  if (endpoint === undefined) throw new Error(`${browserVariable} must name a Chromium to use`)
  const [context] = (await chromium.connectOverCDP(endpoint)).contexts()
  if (context === undefined) throw new Error('The Chromium has no context')
  await context.route('**/*', (route) => answer(route, mayNot))
  return { newPage: () => newPage(context) }
}

async function newPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  page.on('popup', (popup) => popup.close())
  return page
}

/** Main's protocol handler answers each request of a page; other requests get no answer. */
async function answer(route: Route, mayNot: MayNot): Promise<void> {
  const request = route.request()
  const page = pageOf(route)
  if (page !== null && request.isNavigationRequest() && mayNot(page, route)) return route.abort('aborted')
  const response = await askMain(toMainUrl(request.url()), request.method())
  if (response === null) return route.abort('blockedbyclient')
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  })
}

/** Null for requests without a page, such as the script of a worker. */
function pageOf(route: Route): Page | null {
  try {
    return route.request().frame().page()
  } catch {
    return null
  }
}
