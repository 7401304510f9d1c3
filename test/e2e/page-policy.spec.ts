import { expect, type Page } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { test } from './seeded-app.ts'

const openedPages = (page: Page) => page.context().pages().length

test('scripted markup and any other policy are refused', async ({ app, page }) => {
  await app.open(page, '/gallery')
  const refused = await page.evaluate(() => {
    const factory: { createPolicy(name: string, rules: object): unknown } = Reflect.get(
      window,
      'trustedTypes',
    )
    const attempts = [
      () => Reflect.set(document.createElement('p'), 'innerHTML', '<img src=x onerror=alert(1)>'),
      () => Reflect.set(document.createElement('script'), 'src', '/theme.js'),
      () => factory.createPolicy('evil', { createHTML: (text: string) => text }),
    ]
    return attempts.map((attempt) => {
      try {
        attempt()
        return 'done'
      } catch (error) {
        return error instanceof Error ? error.name : 'unknown'
      }
    })
  })
  expect(refused).toEqual(['TypeError', 'TypeError', 'TypeError'])
})

test('named character references of Markdown are drawn under the policy', async ({ app, page }) => {
  await app.open(page, '/gallery')
  await expect(page.getByText('A quotation © example.').first()).toBeVisible()
})

test('an external link opens only after a person has seen its host and confirmed', async ({ app, page }) => {
  await page.context().route('https://example.org/**', (route) => route.fulfill({ body: 'outside' }))
  await app.open(page, '/gallery')
  const link = page.getByRole('link', { name: 'a link' }).first()
  const question = page.getByRole('dialog', { name: 'Open example.org?' })
  const before = openedPages(page)

  await link.click()
  await expect(question).toContainText('https://example.org/')
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  expect(await listBroken(page)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(question).toBeHidden()
  await link.click({ modifiers: ['ControlOrMeta'] })
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await link.click({ button: 'middle' })
  await expect(question).toBeVisible()
  expect(openedPages(page)).toBe(before)

  const opening = page.context().waitForEvent('page')
  await question.getByRole('button', { name: 'Open link' }).click()
  const outside = await opening
  await outside.waitForURL('https://example.org/')
  expect(await outside.evaluate(() => window.opener)).toBeNull()
})

test('a host with letters of another alphabet is shown in punycode', async ({ app, page }) => {
  await app.open(page, '/gallery')
  const link = page.getByRole('link', { name: 'a link' }).first()
  await link.evaluate((each) => each.setAttribute('href', 'https://ex\u0430mple.com/'))
  await link.click()
  await expect(page.getByRole('dialog', { name: 'Open xn--exmple-4nf.com?' })).toBeVisible()
})
