import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Appearance of the page: attributes of its root element. */
export interface Look {
  readonly theme: 'light' | 'dark'
  readonly contrast?: 'more'
}

/** The looks differ only in colours (test/renderer/theme). */
export const everyLook = [
  { theme: 'light' },
  { theme: 'dark' },
  { theme: 'light', contrast: 'more' },
  { theme: 'dark', contrast: 'more' },
] as const satisfies readonly Look[]

/** Colour rules of a look. More contrast requires 7:1 for all text. */
const colourRules = ({ contrast }: Look) =>
  contrast === 'more' ? ['color-contrast-enhanced'] : ['color-contrast', 'link-in-text-block']

/** `SWITCHYARD_LOOKS=all` checks each screen in all looks. By default, the screens alternate between the looks. */
export const areAllLooksWanted = process.env.SWITCHYARD_LOOKS === 'all'

/**
 * Violations of axe rules; empty: none. The first look checks all rules, each further look the colour rules. Reduce
 * motion first, so that no colour is in transition.
 */
export async function listBroken(
  page: Page,
  looks: readonly Look[] = everyLook.slice(0, areAllLooksWanted ? 2 : 1),
): Promise<string[]> {
  // Injected once per window.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  const broken: string[] = []
  for (const [at, look] of looks.entries()) broken.push(...(await listIn(page, look, at === 0)))
  return broken
}

async function listIn(page: Page, look: Look, isWhole: boolean): Promise<string[]> {
  const found: string[] = await page.evaluate(
    async ({ look, isWhole, colours }) => {
      const { dataset } = document.documentElement
      const before = { ...dataset }
      Object.assign(dataset, look)
      // If a parent and a child both have a transition, the child's inherited colour changes one frame later.
      const enough = before.motion === 'less' ? 1 : 3
      for (let still = 0, frames = 0; still < enough && frames < 60; frames += 1) {
        await new Promise((resolve) => requestAnimationFrame(resolve))
        still = document.getAnimations().some(({ playState }) => playState === 'running') ? 0 : still + 1
      }
      // Only violations, because a list of passes takes most of the time.
      const rules = {
        resultTypes: ['violations'],
        // Preloads style sheets, which no enabled rule reads.
        preload: false,
        ...(isWhole
          ? { rules: Object.fromEntries(colours.map((rule) => [rule, { enabled: true }])) }
          : { runOnly: { type: 'rule', values: colours } }),
      }
      // Excludes focus guards, which are invisible and pass the focus on immediately.
      const page = { exclude: [['[data-base-ui-focus-guard]']] }
      const { violations } = await Reflect.get(window, 'axe').run(page, rules)
      for (const name of Object.keys(look)) {
        if (before[name] === undefined) delete dataset[name]
        else dataset[name] = before[name]
      }
      return violations.flatMap(({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
        nodes
          // A menu covers the page like a dialog, so it needs no landmark.
          .filter(({ html }) => id !== 'region' || !html.includes('role="menu"'))
          .map(({ html }) => `${id}: ${html}`),
      )
    },
    { look, isWhole, colours: colourRules(look) },
  )
  return found.map((each) => `${Object.values(look).join(', ')}: ${each}`)
}
