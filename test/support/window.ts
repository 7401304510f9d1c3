import type { Page } from 'playwright-core'

/** Source of links: a served app has a fixed link; an app in this process creates a new link each time. */
interface Opened {
  /** A single-use link to the interface. */
  readonly url: string | (() => string)
}

/** Opens the app in a window if needed, and shows a location. Without a location, the start location stays. */
export async function openPlace(page: Page, { url }: Opened, place?: string): Promise<void> {
  const link = typeof url === 'function' ? url() : url
  if (!page.url().startsWith(new URL(link).origin)) {
    await page.goto(link)
    await page.getByRole('navigation').first().waitFor()
  }
  if (place !== undefined) await showPlace(page, place)
}

/**
 * Shows a location of the open app, like a link in the app. A `goto` would be aborted by the app's own navigation,
 * such as to the last location.
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
