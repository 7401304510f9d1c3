import { expect, type Page } from '@playwright/test'
import { present } from '#shared/assert.ts'
import { findFlaws } from '../shots/eye.ts'
import { looks, openWindow, sayIn } from '../shots/looks.ts'
import { type Screen, screensOf } from '../shots/screens.ts'
import { areAllLooksWanted, everyLook, type Look, listBroken } from '../support/axe.ts'
import { walkByTab } from '../support/focus.ts'
import type { Seeded } from '../support/seeded/seed.ts'
import { showPlace } from '../support/window.ts'
import { test } from './seeded-app.ts'

// Runs the parts in parallel; a single test would keep one worker busy long after the other worker has finished.
test.describe.configure({ mode: 'parallel' })

/** Screens that do not change the data. */
const screensHere = (seeded: Seeded) =>
  screensOf(seeded).filter(({ app: kind = 'seeded' }) => kind === 'seeded')

/**
 * Waits until the screen is loaded and no animation runs in two consecutive frames. The check runs inside the page,
 * because calls from the test would take 0.1 s or more for each of hundreds of screens.
 */
async function isThere(page: Page, loading = 'Loading'): Promise<void> {
  const found = await page.evaluate(async (name) => {
    const look = () => ({
      // By tag instead of role, because a dialog hides the roles of the page behind it.
      headings: [...document.querySelectorAll('main h1')].filter((each) =>
        each.checkVisibility({ visibilityProperty: true }),
      ).length,
      isLoading: document.querySelector(`[role=status][aria-label="${name}"]`) !== null,
      isMoving: document.getAnimations().some(({ playState }) => playState === 'running'),
    })
    const end = performance.now() + 15_000
    for (let frames = 0; frames < 2 && performance.now() < end; ) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      const { headings, isLoading, isMoving } = look()
      frames = headings === 1 && !isLoading && !isMoving ? frames + 1 : 0
    }
    return look()
  }, loading)
  expect(found).toEqual({ headings: 1, isLoading: false, isMoving: false })
}

/** Tabs through a screen with forced colours. The first screen includes the frame of the window. */
async function walkInSystemColours(page: Page, isFirst: boolean): Promise<string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' })
  const found = await walkByTab(page, isFirst ? 'body' : 'main')
  await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'none' })
  return found
}

/**
 * The screens alternate between the looks unless all looks are requested, because a check takes as long as opening a
 * screen.
 */
const looksOf = (screen: number): readonly Look[] =>
  areAllLooksWanted ? everyLook : [present(everyLook[screen % everyLook.length], 'look')]

/**
 * Closes dialogs and menus of a screen, which would cover the next screen. Reloads the designer, because it keeps its
 * selection.
 */
async function closeOpened(page: Page, place: string): Promise<void> {
  await page.keyboard.press('Escape')
  const opened = page.locator('[role=dialog], [role=alertdialog], [role=menu], [role=listbox]')
  if (place.startsWith('/plans/') || (await opened.count()) > 0) await page.reload()
}

const parts = [1, 2, 3, 4]

/** Screens of one part. All screens would exceed the time limit of a test. */
const screensIn = (part: number, seeded: Seeded): Screen[] =>
  screensHere(seeded).filter((_, at) => at % parts.length === part - 1)

for (const part of parts) {
  const some = `${part} of ${parts.length}`

  test(`all screens have no axe violations and can be walked by Tab with forced colors: ${some}`, async ({
    app,
    page,
  }) => {
    test.setTimeout(420_000)
    const forbidden: string[] = []
    page.on('console', (said) => {
      if (/content security policy|trusted/i.test(said.text())) forbidden.push(said.text())
    })
    await app.open(page)
    const broken: Record<string, string[]> = {}
    for (const [at, { name, place, first, last }] of screensIn(part, app.seeded).entries()) {
      await showPlace(page, place)
      await isThere(page)
      await first?.(page)
      const found = await listBroken(page, looksOf(at))
      // Checks both during one visit, because opening a screen takes longer than tabbing through it.
      if (first === undefined) found.push(...(await walkInSystemColours(page, at === 0)))
      if (found.length > 0) broken[name] = found
      await last?.(page)
      if (first !== undefined) await closeOpened(page, place)
    }
    expect(broken).toEqual({})
    // The console shows violations of the content security policy.
    expect(forbidden).toEqual([])
  })

  test(`no text is cut, too wide or too small a target, in long and right-to-left texts and at 320 px: ${some}`, async ({
    app,
    browser,
  }) => {
    test.setTimeout(420_000)
    const windows = ['rtl', 'large'].map((look) => present(looks[look]?.at(-1), look))
    const flawed: Record<string, string[]> = {}
    for (const [look, window] of windows.entries()) {
      const page = await openWindow(browser, window)
      await app.open(page)
      for (const [at, { name, place, first }] of screensIn(part, app.seeded).entries()) {
        if (first !== undefined || !(areAllLooksWanted || look === at % windows.length)) continue
        await showPlace(page, place)
        await isThere(page, sayIn[window.language]('Loading'))
        const found = await findFlaws(page)
        if (found.length > 0) flawed[`${window.name}: ${name}`] = found
      }
      await page.context().close()
    }
    expect(flawed).toEqual({})
  })
}

test('a table of ten thousand rows is navigated, sorted and opened by keyboard', async ({ app, page }) => {
  await app.open(page, '/gallery')
  const table = page.getByRole('grid', { name: 'Table of 10,000 rows' })
  await table.focus()
  await page.keyboard.press('End')
  await expect(table.getByRole('row', { name: /^9999 / })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(table.getByRole('row', { name: /^9999 / })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Home')
  await expect(table.getByRole('row', { name: /^0 / })).toBeVisible()

  await table.getByRole('button', { name: 'Cost' }).click()
  await expect(table.getByRole('columnheader', { name: 'Cost' })).toHaveAttribute('aria-sort', 'descending')
  await expect(table.getByRole('row').nth(1)).toContainText('1000.01')
  const drawn = await table.getByRole('row').count()
  expect(drawn).toBeLessThan(60)
})

test('a toast undoes an action and is closed by keyboard', async ({ app, page }) => {
  await app.open(page, '/gallery')
  await page.getByRole('button', { name: 'Show a toast' }).click()
  await expect(page.getByText('Review now depends on Draft.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Review now depends on Draft.')).toHaveCount(0)
  await page.getByRole('button', { name: 'Show a failure' }).click()
  const failure = page.getByText('The plan was not saved: the disk is full.').last()
  await expect(failure).toBeVisible()
  await page.keyboard.press('F6')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Close' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
})
