import { launch } from 'puppeteer-core'
import type { Driver } from './browser-driver.ts'

/** Firefox without a display, over WebDriver BiDi. */
export async function openFirefox(executablePath: string): Promise<Driver> {
  // A default viewport sets the screen orientation as well, which Firefox 140 cannot do.
  const browser = await launch({ browser: 'firefox', executablePath, headless: true, defaultViewport: null })
  const page = await browser.newPage()
  const resize = (width: number, height: number) =>
    page.setViewport({ width, height }).catch((error: unknown) => {
      if (!String(error).includes('emulation.setScreenOrientationOverride')) throw error
    })
  await resize(1280, 800)
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(String(error)))
  return {
    version: await browser.version(),
    async open(url) {
      await page.goto(url)
    },
    run: (expression) => page.evaluate(expression),
    clickAt: (x, y) => page.mouse.click(x, y),
    type: (text) => page.keyboard.type(text),
    pressEnter: () => page.keyboard.press('Enter'),
    resize,
    screenshot: () => page.screenshot(),
    takeErrors: async () => errors.splice(0),
    close: () => browser.close(),
  }
}
