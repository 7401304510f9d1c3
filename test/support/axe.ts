import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Looks = Readonly<Record<string, string>>

/**
 * What of the page breaks a rule of axe, in one theme and the other; none is []. Ask for reduced motion first: colours must
 * be what they will be when they are looked at.
 */
export async function listBroken(page: Page): Promise<string[]> {
  await bringAxe(page)
  return [...(await listIn(page, { theme: 'light' })), ...(await listIn(page, { theme: 'dark' }, ofColours))]
}

/** All that another theme can break: it changes colours alone (test/renderer/theme). */
const ofColours = ['color-contrast', 'link-in-text-block']

/** The same for who wants more contrast: all text stands out by 7 : 1, in one theme and the other. */
export async function listPale(page: Page): Promise<string[]> {
  await bringAxe(page)
  const only = ['color-contrast-enhanced']
  const [light, dark] = [
    { theme: 'light', contrast: 'more' },
    { theme: 'dark', contrast: 'more' },
  ]
  return [...(await listIn(page, light, only)), ...(await listIn(page, dark, only))]
}

/** Once for all screens that a window shows. */
async function bringAxe(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
}

async function listIn(page: Page, looks: Looks, only: readonly string[] = []): Promise<string[]> {
  const found: string[] = await page.evaluate(
    async ({ looks, only }) => {
      const { dataset } = document.documentElement
      const before = { ...dataset }
      Object.assign(dataset, looks)
      // A colour that is inherited changes a frame after that of its parent where both do so in a transition.
      const enough = before.motion === 'less' ? 1 : 3
      for (let still = 0, frames = 0; still < enough && frames < 60; frames += 1) {
        await new Promise((resolve) => requestAnimationFrame(resolve))
        still = document.getAnimations().some(({ playState }) => playState === 'running') ? 0 : still + 1
      }
      // What keeps to the rules is not told one by one: that takes most of the time.
      const rules = {
        resultTypes: ['violations'],
        ...(only.length > 0 && { runOnly: { type: 'rule', values: only } }),
      }
      // Places that hand the focus back at once, and show nothing.
      const page = { exclude: [['[data-base-ui-focus-guard]']] }
      const { violations } = await Reflect.get(window, 'axe').run(page, rules)
      for (const name of Object.keys(looks)) {
        if (before[name] === undefined) delete dataset[name]
        else dataset[name] = before[name]
      }
      return violations.flatMap(({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
        nodes
          // A menu stands over the page like a dialog, which needs no landmark around it either.
          .filter(({ html }) => id !== 'region' || !html.includes('role="menu"'))
          .map(({ html }) => `${id}: ${html}`),
      )
    },
    { looks, only },
  )
  return found.map((each) => `${Object.values(looks).join(', ')}: ${each}`)
}
