import { en } from './en/index.ts'
import { lengthened, mirrored, rewritten } from './pseudo.ts'

/**
 * Every text for people: window, command line, refusals, notifications. A second language is another object of this
 * type.
 */
export type Words = typeof en

/**
 * `pseudo` is longer English with accents; `mirrored` uses right-to-left letters. They reveal texts that do not fit,
 * layouts that do not mirror, and texts outside of the catalogue.
 */
export const languageNames = ['en', 'pseudo', 'mirrored'] as const
export type Language = (typeof languageNames)[number]

interface Speech {
  readonly words: () => Words
  /** Locale for dates and numbers. */
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
}

export const languages: Readonly<Record<Language, Speech>> = {
  en: { words: () => en, locale: 'en', direction: 'ltr' },
  pseudo: { words: () => rewritten(en, lengthened), locale: 'de', direction: 'ltr' },
  mirrored: { words: () => rewritten(en, mirrored), locale: 'he', direction: 'rtl' },
}

export const languageKey = 'switchyard:language'

/** Applied on the next page load. */
export const chooseLanguage = (language: Language): void => localStorage.setItem(languageKey, language)

export const language: Language = languageNames.find((name) => name === chosen()) ?? 'en'
export const { locale, direction } = languages[language]
export const words: Words = languages[language].words()

/** Sets `lang` and `dir`, for screen readers and for layout. */
export const markLanguage = ({ documentElement }: Document): void => {
  Object.assign(documentElement, { lang: locale, dir: direction })
}

/** The main process reads its language from the environment, the window from its storage. */
function chosen(): string | null | undefined {
  if (typeof process !== 'undefined') return process.env.SWITCHYARD_LANGUAGE
  return typeof localStorage === 'undefined' ? null : localStorage.getItem(languageKey)
}
