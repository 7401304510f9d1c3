import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What of the page breaks a rule of axe, in one theme and the other. */
export async function listBroken(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const broken: string[] = []
  for (const theme of ['light', 'dark']) {
    const found: string[] = await page.evaluate(async (name) => {
      const before = document.documentElement.dataset.theme
      document.documentElement.dataset.theme = name
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      const { violations } = await Reflect.get(window, 'axe').run(document)
      if (before === undefined) delete document.documentElement.dataset.theme
      else document.documentElement.dataset.theme = before
      return violations.flatMap(
        ({ id, nodes }: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
          nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
      )
    }, theme)
    broken.push(...found.map((each) => `${theme}: ${each}`))
  }
  return broken
}
