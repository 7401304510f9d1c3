import { requireThat } from './report.ts'
import { until } from './system.ts'

/** A browser window. Each engine implements these operations, and the journeys use no others. */
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

/** Runs a function in the page. The function may only use its arguments. Arguments and result are JSON. */
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
  /** Description of an element that covers the element; null: not covered. */
  readonly cover: string | null
}

function locateInPage(selector: string, name: string): Spot | null {
  const textOf = (element: Element | null | undefined): string => {
    const copy = element?.cloneNode(true)
    if (!(copy instanceof Element)) return ''
    for (const hidden of copy.querySelectorAll('[aria-hidden]')) hidden.remove()
    return copy.textContent ?? ''
  }
  const nameOf = (element: Element): string => {
    const labelled = element.getAttribute('aria-labelledby')?.split(' ') ?? []
    const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
    const texts = [
      element.getAttribute('aria-label'),
      ...labelled.map((id) => textOf(document.getElementById(id))),
      textOf(isField ? element.labels?.[0] : element),
    ]
    return (texts.find((text) => text) ?? '').trim()
  }
  for (const element of document.querySelectorAll(selector)) {
    if (nameOf(element) !== name || element.getClientRects().length === 0) continue
    const measure = () => {
      const { left, top, width, height } = element.getBoundingClientRect()
      const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)]
      const topmost = document.elementFromPoint(x, y)
      const isHit = topmost !== null && (element.contains(topmost) || topmost.contains(element))
      return { x, y, cover: isHit ? null : (topmost?.outerHTML.slice(0, 120) ?? 'nothing') }
    }
    let spot = measure()
    // In Firefox, each scroll to a sticky element moves the element by a pixel.
    if (spot.cover !== null) {
      element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
      spot = measure()
    }
    Reflect.set(window, 'located', element)
    return spot
  }
  return null
}

/** Records the targets of the next press and click on the located element. */
function watchPressInPage(): void {
  const element: unknown = Reflect.get(window, 'located')
  const press: { pressed?: string; clicked?: string } = {}
  Reflect.set(window, 'press', press)
  const describe = ({ target }: Event): string => {
    if (!(target instanceof Element)) return 'nothing'
    if (element instanceof Element && element.contains(target)) return 'located'
    return target.outerHTML.slice(0, 120)
  }
  const record = (type: 'pointerdown' | 'click', key: 'pressed' | 'clicked') =>
    window.addEventListener(
      type,
      (event) => {
        press[key] = describe(event)
      },
      { capture: true, once: true },
    )
  record('pointerdown', 'pressed')
  record('click', 'clicked')
}

const readPress = (driver: Driver): Promise<{ pressed?: string; clicked?: string }> =>
  evaluate(driver, () => Reflect.get(window, 'press'))

/** Waits for the element with this accessible name, requires that it is not covered, and clicks its center. */
export async function click(driver: Driver, selector: string, name: string): Promise<void> {
  const shown = `${selector} “${name}”`
  for (let triesLeft = 3; ; triesLeft -= 1) {
    const { x, y } = await waitUntilStill(driver, selector, name)
    await evaluate(driver, watchPressInPage)
    await driver.clickAt(x, y)
    const pressed = await until(`the press on ${shown}`, async () => (await readPress(driver)).pressed, 5000)
    if (pressed === 'located') {
      // A press without a click: the page replaced or moved the element under the pointer.
      const look = async () => (await readPress(driver)).clicked
      const clicked = await until(`the click after the press on ${shown}`, look, 5000)
      requireThat(clicked === 'located', `the press on ${shown} became a click on ${clicked}`)
      return
    }
    if (triesLeft === 1) throw new Error(`the press on ${shown} reached ${pressed}`)
  }
}

async function waitUntilStill(driver: Driver, selector: string, name: string): Promise<Spot> {
  let cover: string | null = null
  let before: Spot | null = null
  const look = async () => {
    const spot = await evaluate(driver, locateInPage, selector, name)
    cover = spot?.cover ?? null
    // A moving element is no longer under the pointer when the press arrives.
    const isStill = spot !== null && before !== null && spot.x === before.x && spot.y === before.y
    before = spot
    return isStill && spot.cover === null ? spot : undefined
  }
  return until(`${selector} “${name}”`, look, 20_000).catch((error: unknown) => {
    if (cover !== null) throw new Error(`“${name}” is covered by ${cover}`)
    throw before === null ? error : new Error(`“${name}” does not stay in its place`)
  })
}

export async function waitForElement(driver: Driver, selector: string, name: string): Promise<void> {
  const look = async () => (await evaluate(driver, locateInPage, selector, name)) ?? undefined
  await until(`${selector} “${name}”`, look, 20_000)
}

/** Types into the field with this name. Requires that the field has the focus and accepts the text. */
export async function fill(driver: Driver, name: string, text: string): Promise<void> {
  await click(driver, 'input, textarea', name)
  const focused = await evaluate(driver, () => {
    const field = document.activeElement
    if (field !== Reflect.get(window, 'located')) return field?.outerHTML.slice(0, 120) ?? 'nothing'
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select()
    return 'located'
  })
  requireThat(focused === 'located', `the focus is not in “${name}” but in ${focused}`)
  await driver.type(text)
  const readValue = () =>
    evaluate(driver, () => {
      const field = document.activeElement
      return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : null
    })
  let value: string | null = null
  await until(
    `“${text}” in “${name}”`,
    async () => {
      value = await readValue()
      return value === text ? true : undefined
    },
    5000,
  ).catch((error: Error) => {
    throw new Error(`${error.message}; last: ${value}`)
  })
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

/** Elements that extend beyond the right edge of the window, which makes the page scroll horizontally. */
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
