import type { Page } from '@playwright/test'

/** What is long is walked by its arrows: so many stops show what a screen is like. */
const mostStops = 60

/**
 * Walks through a page by Tab and lists the faults of the places that get the focus, `[]` if none. The walk begins at the
 * top of the page, or at `main` when the frame around it was walked on another screen.
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

/** Null: the focus has left the page. Runs in the page: it may use nothing from outside. */
function lookAtFocus(): Stop | null {
  let focused = document.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  if (focused === null || focused === document.body || focused === document.documentElement) return null
  // A mark may stand on what is around it, as around the input of a field, or on what covers a whole row.
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
