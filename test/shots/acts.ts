import type { Page } from 'playwright-core'
import type { ServedApp } from '../support/served-app.ts'

/** Translates an English name of the interface to the language of the window. */
export type Say = (english: string) => string
export const inEnglish: Say = (english) => english

/** Actions before a picture is taken. */
export type Act = (page: Page, say?: Say, app?: Pick<ServedApp, 'dataDir'>) => Promise<void>

export const press =
  (key: string): Act =>
  async (page) => {
    await page.keyboard.press(key)
    await page.getByRole('dialog').waitFor()
  }

/** A pattern matches user texts, which exist in one language only. */
export const open =
  (role: 'link' | 'button' | 'radio' | 'row', name: string | RegExp): Act =>
  async (page, say = inEnglish) => {
    const said = typeof name === 'string' ? say(name) : name
    await page.getByRole('main').getByRole(role, { name: said }).first().click()
  }

export const scrollTo =
  (heading: string): Act =>
  async (page, say = inEnglish) => {
    await page.getByRole('heading', { name: say(heading) }).scrollIntoViewIfNeeded()
  }
