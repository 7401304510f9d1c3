import type { Browser, Page } from 'playwright-core'
import { lengthened, mirrored } from '#shared/words/pseudo.ts'
import { type Language, languageKey } from '#shared/words/words.ts'
import { inEnglish, type Say } from './acts.ts'

/** A browser window with its settings. */
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

/** Windows by user needs: themes, sizes, languages, contrast and zoom. */
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
  // A window of 1280 pixels at a zoom of 200 % and of 400 %.
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

/** Translations of the interface's names, by language. */
export const sayIn: Readonly<Record<Language, Say>> = { en: inEnglish, pseudo: lengthened, mirrored }

/** Opens a window with reduced motion, so that pictures show no animation. */
export async function openWindow(browser: Browser, { language, options }: Window): Promise<Page> {
  const context = await browser.newContext({ ...options, reducedMotion: 'reduce' })
  context.setDefaultTimeout(10_000)
  await context.addInitScript(([key, chosen]) => localStorage.setItem(key, chosen), [
    languageKey,
    language,
  ] as const)
  return context.newPage()
}
