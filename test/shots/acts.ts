import type { Page } from 'playwright-core'

/** What a person does before a picture is taken. */

export const press = (key: string) => async (page: Page) => {
  await page.keyboard.press(key)
  await page.getByRole('dialog').waitFor()
}

export const open =
  (role: 'link' | 'button' | 'radio' | 'row', name: string | RegExp) => async (page: Page) => {
    await page.getByRole('main').getByRole(role, { name }).first().click()
  }

export const scrollTo = (heading: string) => async (page: Page) => {
  await page.getByRole('heading', { name: heading }).scrollIntoViewIfNeeded()
}
