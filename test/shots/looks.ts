import type { Browser, Page } from 'playwright-core'
import { lengthened, mirrored } from '#shared/words/pseudo.ts'
import { type Language, languageKey } from '#shared/words/words.ts'
import { inEnglish, type Say } from './acts.ts'

/** A window as somebody has it. */
export interface Window {
  readonly name: string
  readonly language: Language
  readonly options: {
    readonly colorScheme: 'light' | 'dark'
    readonly viewport: { readonly width: number; readonly height: number }
    readonly deviceScaleFactor?: number
    readonly forcedColors?: 'active'
    readonly contrast?: 'more'
  }
}

const wide = { width: 1280, height: 800 }
const middle = { width: 900, height: 700 }
const light = { colorScheme: 'light' } as const
const dark = { colorScheme: 'dark' } as const

/** For whom an interface has to hold, each with the windows that show whether it does. */
const windows: Readonly<
  Record<string, readonly (Omit<Window, 'name' | 'language'> & { language?: Language })[]>
> = {
  usual: [light, dark].flatMap((theme) =>
    [wide, middle].map((viewport) => ({ options: { ...theme, viewport } })),
  ),
  pseudo: [wide, middle].map((viewport) => ({ language: 'pseudo', options: { ...light, viewport } })),
  rtl: [wide, middle].map((viewport) => ({ language: 'mirrored', options: { ...light, viewport } })),
  forced: [light, dark].map((theme) => ({
    options: { ...theme, viewport: wide, forcedColors: 'active' },
  })),
  contrast: [light, dark].map((theme) => ({ options: { ...theme, viewport: wide, contrast: 'more' } })),
  // A window of 1280 pixels at 200 % and at 400 %.
  large: [
    { options: { ...light, viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 } },
    { options: { ...light, viewport: { width: 320, height: 640 }, deviceScaleFactor: 2 } },
  ],
}

export const looks: Readonly<Record<string, readonly Window[]>> = Object.fromEntries(
  Object.entries(windows).map(([name, each]) => [
    name,
    each.map((window) => ({ name, language: 'en' as const, ...window })),
  ]),
)

/** How the names of the interface are found in a language. */
export const sayIn: Readonly<Record<Language, Say>> = { en: inEnglish, pseudo: lengthened, mirrored }

/** Opened for who wants less motion: nothing moves while it is looked at. */
export async function openWindow(browser: Browser, { language, options }: Window): Promise<Page> {
  const context = await browser.newContext({ ...options, reducedMotion: 'reduce' })
  context.setDefaultTimeout(10_000)
  await context.addInitScript(([key, chosen]) => localStorage.setItem(key, chosen), [
    languageKey,
    language,
  ] as const)
  return context.newPage()
}
