import { en } from './en/index.ts'
import { pseudo } from './pseudo.ts'

/** Every word of the interface. Another language is another object of this type. */
export type Words = typeof en

/** `pseudo` is English made longer and with accents: it shows what does not fit and what is not in the catalogue. */
export const languageNames = ['en', 'pseudo'] as const
export type Language = (typeof languageNames)[number]

const languages: Record<Language, () => Words> = { en: () => en, pseudo: () => pseudo(en) }

const storageKey = 'switchyard:language'

/** Kept for the next start: the words are chosen once, when the interface is loaded. */
export const chooseLanguage = (language: Language): void => localStorage.setItem(storageKey, language)

export const language: Language = languageNames.find((name) => name === chosen()) ?? 'en'
export const words: Words = languages[language]()

// Tests of components run where there is no storage.
function chosen(): string | null {
  return typeof localStorage === 'undefined' ? null : localStorage.getItem(storageKey)
}
