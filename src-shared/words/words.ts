import { en } from './en/index.ts'
import { lengthened, mirrored, rewritten } from './pseudo.ts'

/** Every text for people: window, command line, refusals, notifications. Another language is another object of this type. */
export type Words = typeof en

/**
 * `pseudo` is longer English with accents; `mirrored` has letters from right to left. They show texts that do not fit,
 * layouts that do not mirror, and texts outside of the catalogue.
 */
export const languageNames = ['en', 'pseudo', 'mirrored'] as const
export type Language = (typeof languageNames)[number]

interface Speech {
  readonly words: () => Words
  /** By whose rules dates and numbers are written. */
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
}

export const languages: Readonly<Record<Language, Speech>> = {
  en: { words: () => en, locale: 'en', direction: 'ltr' },
  pseudo: { words: () => rewritten(en, lengthened), locale: 'de', direction: 'ltr' },
  mirrored: { words: () => rewritten(en, mirrored), locale: 'he', direction: 'rtl' },
}

export const languageKey = 'switchyard:language'

/** Takes effect at the next start: the language is chosen once, when the window is loaded. */
export const chooseLanguage = (language: Language): void => localStorage.setItem(languageKey, language)

export const language: Language = languageNames.find((name) => name === chosen()) ?? 'en'
export const { locale, direction } = languages[language]
export const words: Words = languages[language].words()

/** For screen readers, and for all that is laid out from where a line begins. */
export const markLanguage = ({ documentElement }: Document): void => {
  Object.assign(documentElement, { lang: locale, dir: direction })
}

/** The main process takes its language from the environment, and the window from its storage. */
function chosen(): string | null | undefined {
  if (typeof process !== 'undefined') return process.env.SWITCHYARD_LANGUAGE
  return typeof localStorage === 'undefined' ? null : localStorage.getItem(languageKey)
}
