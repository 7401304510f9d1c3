import type { Page } from 'playwright-core'

/** The app of a window: a served one has a link at once, one in this process makes a new one each time. */
interface Opened {
  /** A link that opens the interface once. */
  readonly url: string | (() => string)
}

/**
 * Opens the app in a window where it is not there yet, and shows a place of it; without a place it stays where it opens.
 */
export async function openPlace(page: Page, { url }: Opened, place?: string): Promise<void> {
  const link = typeof url === 'function' ? url() : url
  if (!page.url().startsWith(new URL(link).origin)) {
    await page.goto(link)
    await page.getByRole('navigation').first().waitFor()
  }
  if (place !== undefined) await showPlace(page, place)
}

/**
 * Shows a place of the app that is open in a window, as a link in it would. A `goto` to it would be aborted by the app's
 * own change of the address, such as that to the place where the last window was.
 */
export async function showPlace(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => {
    if (location.hash === `#${hash}`) return
    return new Promise<void>((resolve) => {
      window.addEventListener('hashchange', () => requestAnimationFrame(() => resolve()), { once: true })
      location.hash = hash
    })
  }, place)
}
