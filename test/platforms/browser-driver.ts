import { until } from './system.ts'

/** One window of a browser; each engine implements these few operations, and the journeys use nothing else. */
export interface Driver {
  readonly version: string
  readonly open: (url: string) => Promise<void>
  /** Evaluates an expression in the page. */
  readonly run: (expression: string) => Promise<unknown>
  readonly clickAt: (x: number, y: number) => Promise<void>
  readonly type: (text: string) => Promise<void>
  readonly pressEnter: () => Promise<void>
  /** Sets the size of the page, without the frame of the window. */
  readonly resize: (width: number, height: number) => Promise<void>
  readonly screenshot: () => Promise<Uint8Array>
  /** Console errors and uncaught errors since the last call. */
  readonly takeErrors: () => Promise<string[]>
  readonly close: () => Promise<void>
}

/** Runs a function in the page. The function uses its arguments only; arguments and result are JSON. */
async function evaluate<A extends unknown[], R>(
  driver: Driver,
  inPage: (...args: A) => R,
  ...args: A
): Promise<R> {
  const call = `JSON.stringify((${inPage})(...${JSON.stringify(args)}) ?? null)`
  return JSON.parse(String(await driver.run(call)))
}

interface Spot {
  readonly x: number
  readonly y: number
  /** The description of the element that lies over the wanted one; null: none does. */
  readonly cover: string | null
}

function locateInPage(selector: string, name: string): Spot | null {
  const nameOf = (element: Element): string => {
    const labelled = element.getAttribute('aria-labelledby')?.split(' ') ?? []
    const labels = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
    const texts = [
      element.getAttribute('aria-label'),
      ...labelled.map((id) => document.getElementById(id)?.textContent),
      labels ? element.labels?.[0]?.textContent : element.textContent,
    ]
    return (texts.find((text) => text) ?? '').trim()
  }
  for (const element of document.querySelectorAll(selector)) {
    if (nameOf(element) !== name || element.getClientRects().length === 0) continue
    element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
    const { left, top, width, height } = element.getBoundingClientRect()
    const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)]
    const topmost = document.elementFromPoint(x, y)
    const isHit = topmost !== null && (element.contains(topmost) || topmost.contains(element))
    return { x, y, cover: isHit ? null : (topmost?.outerHTML.slice(0, 120) ?? 'nothing') }
  }
  return null
}

/** Waits for the element with this accessible name, requires that nothing covers it, and clicks its centre. */
export async function click(driver: Driver, selector: string, name: string): Promise<void> {
  let cover: string | null = null
  let before: Spot | null = null
  const look = async () => {
    const spot = await evaluate(driver, locateInPage, selector, name)
    cover = spot?.cover ?? null
    // An element that still moves is no longer under the pointer when the press arrives.
    const isStill = spot !== null && before !== null && spot.x === before.x && spot.y === before.y
    before = spot
    return isStill && spot.cover === null ? spot : undefined
  }
  const spot = await until(`${selector} “${name}”`, look, 20_000).catch((error: unknown) => {
    throw cover === null ? error : new Error(`“${name}” is covered by ${cover}`)
  })
  await driver.clickAt(spot.x, spot.y)
}

export async function waitForElement(driver: Driver, selector: string, name: string): Promise<void> {
  const look = async () => (await evaluate(driver, locateInPage, selector, name)) ?? undefined
  await until(`${selector} “${name}”`, look, 20_000)
}

export async function fill(driver: Driver, name: string, text: string): Promise<void> {
  await click(driver, 'input, textarea', name)
  await evaluate(driver, () => {
    const field = document.activeElement
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select()
  })
  await driver.type(text)
}

export const showPlace = (driver: Driver, place: string): Promise<void> =>
  evaluate(
    driver,
    (hash) => {
      location.hash = hash
    },
    place,
  )

/** Waits until the text of an element, or the title of the page, matches. */
export async function waitForText(driver: Driver, selector: string, wanted: RegExp): Promise<void> {
  let last: string[] = []
  await until(
    `${wanted} in ${selector}`,
    async () => {
      last = await evaluate(
        driver,
        (css) => [...document.querySelectorAll(css)].map((each) => each.textContent ?? ''),
        selector,
      )
      return last.some((text) => wanted.test(text)) ? true : undefined
    },
    30_000,
  ).catch((error: Error) => {
    throw new Error(`${error.message}; last: ${last.join(' | ').slice(0, 200)}`)
  })
}

/** Elements that reach out of the window to the right, which makes the page scroll sideways. */
export const listOverflows = (driver: Driver): Promise<string[]> =>
  evaluate(driver, () => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth > clientWidth ? [`the page is ${scrollWidth - clientWidth} px too wide`] : []
  })

export const setTheme = (driver: Driver, theme: string): Promise<void> =>
  evaluate(
    driver,
    (wanted) => {
      document.documentElement.dataset.theme = wanted
    },
    theme,
  )
