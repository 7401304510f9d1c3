import type { Page } from '@playwright/test'

/** Maximum number of stops, because long lists do not need a complete walk. */
const mostStops = 60

/**
 * Tabs through a page and lists faults of the focused elements; empty: none. Starts at the top of the page, or at
 * `main` if another screen covered the frame of the window.
 */
export async function walkByTab(page: Page, from: 'body' | 'main' = 'body'): Promise<string[]> {
  const wrongs = new Set<string>()
  let hasReachedMain = false
  await page.evaluate((name) => {
    const start = document.querySelector<HTMLElement>(name)
    if (start === null) throw new Error(`No ${name} in the page`)
    const before = start.getAttribute('tabindex')
    start.tabIndex = -1
    start.focus()
    if (before === null) start.removeAttribute('tabindex')
    else start.setAttribute('tabindex', before)
  }, from)
  for (let stops = 0; stops < mostStops; stops += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(lookAtFocus)
    if (stop === null) break
    hasReachedMain ||= stop.isInMain
    if (stop.wrong !== null) wrongs.add(`${stop.wrong}: ${stop.name}`)
  }
  return hasReachedMain ? [...wrongs] : [...wrongs, 'nothing in the middle of the screen is reached']
}

interface Stop {
  readonly name: string
  readonly isInMain: boolean
  readonly wrong: string | null
}

/** Null: the focus has left the page. Runs in the page, so the function cannot use variables from outside. */
function lookAtFocus(): Stop | null {
  let focused = document.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  if (focused === null || focused === document.body || focused === document.documentElement) return null
  // The focus ring may be on a surrounding element, for example around an input, or on an overlay of a row.
  const around = [focused, focused.parentElement, focused.parentElement?.parentElement ?? null]
  const marks = [
    getComputedStyle(focused, '::after'),
    ...around.flatMap((each) => (each === null ? [] : [getComputedStyle(each)])),
  ].filter(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && outlineWidth !== '0px')
  const { bottom, right, top, left } = focused.getBoundingClientRect()
  const isInSight = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth
  return {
    name: focused.outerHTML.slice(0, 200),
    isInMain: focused.closest('main') !== null,
    wrong: !isInSight ? 'the focus is out of sight' : marks.length === 0 ? 'the focus has no mark' : null,
  }
}
