/** Looks like its letter: what is written can still be read. */
const accents: Readonly<Record<string, string>> = {
  a: 'á',
  c: 'ç',
  e: 'é',
  i: 'í',
  n: 'ñ',
  o: 'ö',
  u: 'ü',
  A: 'Á',
  E: 'É',
  I: 'Í',
  O: 'Ö',
  U: 'Ü',
}
/** Sounds like its letter, as near as 22 come to 26. */
const hebrew = 'אבקדעפגהיײכלמנוספרשטוװוחיז'

/** 40 % longer, each letter written another way; an empty text stays empty. */
const longer = (text: string, write: (letter: string) => string): string =>
  text === '' ? '' : `⟦${[...text].map(write).join('')}${'·'.repeat(Math.ceil(text.length * 0.4))}⟧`

/** In accents and 40 % longer. */
export const lengthened = (text: string): string => longer(text, (letter) => accents[letter] ?? letter)

/** In letters that are read from right to left, and 40 % longer. */
export const mirrored = (text: string): string =>
  longer(text, (letter) => hebrew[letter.toLowerCase().charCodeAt(0) - 97] ?? letter)

/** A catalogue with every text of it, and every text that its functions make, written another way. */
export function rewritten<Catalogue>(catalogue: Catalogue, write: (text: string) => string): Catalogue
export function rewritten(catalogue: unknown, write: (text: string) => string): unknown {
  if (typeof catalogue === 'string') return write(catalogue)
  if (typeof catalogue === 'function') return (...given: unknown[]) => rewritten(catalogue(...given), write)
  if (Array.isArray(catalogue)) return catalogue.map((each) => rewritten(each, write))
  if (typeof catalogue !== 'object' || catalogue === null) return catalogue
  return Object.fromEntries(Object.entries(catalogue).map(([key, value]) => [key, rewritten(value, write)]))
}
