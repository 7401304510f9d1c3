import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * What of the page breaks a rule of axe, in one theme and the other; none is []. Ask for reduced motion first: colours must
 * be what they will be when they are looked at.
 */
export async function listBroken(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const broken: string[] = []
  for (const theme of ['light', 'dark']) {
    const found: string[] = await page.evaluate(async (name) => {
      const before = document.documentElement.dataset.theme
      document.documentElement.dataset.theme = name
      // A colour that is inherited changes a frame after that of its parent where both do so in a transition.
      for (let still = 0, frames = 0; still < 3 && frames < 60; frames += 1) {
        await new Promise((resolve) => requestAnimationFrame(resolve))
        still = document.getAnimations().some(({ playState }) => playState === 'running') ? 0 : still + 1
      }
      const { violations } = await Reflect.get(window, 'axe').run(document)
      if (before === undefined) delete document.documentElement.dataset.theme
      else document.documentElement.dataset.theme = before
      return violations.flatMap(({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
        nodes.map(({ html }) => `${id}: ${html}`),
      )
    }, theme)
    broken.push(...found.map((each) => `${theme}: ${each}`))
  }
  return broken
}
