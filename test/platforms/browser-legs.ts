import { openFirefox } from './firefox.ts'
import { checkJourneys } from './journeys.ts'
import { findOnPath } from './programs.ts'
import type { Leg } from './report.ts'
import { miniBrowserFiles, openWebKit } from './webkit.ts'

const findFirefox = () => findOnPath('firefox-esr', 'firefox')

export const firefoxLeg: Leg = {
  name: 'firefox',
  findObstacle: () => (findFirefox() === null ? 'Firefox is not installed (firefox-esr)' : null),
  run: (checks) => checkJourneys(checks, 'firefox', () => openFirefox(findFirefox() ?? '')),
}

const findWebKit = () => ({
  driver: findOnPath('WebKitWebDriver'),
  miniBrowser: findOnPath(...miniBrowserFiles),
  xvfb: findOnPath('Xvfb'),
})

export const webkitLeg: Leg = {
  name: 'webkit',
  findObstacle() {
    const { driver, miniBrowser, xvfb } = findWebKit()
    if (driver === null || miniBrowser === null) return 'WebKitGTK is not installed (webkit2gtk-driver)'
    return xvfb === null ? 'the X server is not installed (xvfb)' : null
  },
  run: (checks) =>
    checkJourneys(checks, 'webkit', () => {
      const { driver, miniBrowser, xvfb } = findWebKit()
      return openWebKit({ driver: driver ?? '', miniBrowser: miniBrowser ?? '', xvfb: xvfb ?? '' })
    }),
}
