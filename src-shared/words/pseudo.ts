/** Each accent resembles its letter, so that the text stays readable. */
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
/** Each letter sounds similar to its Latin letter, as far as 22 letters allow. */
const hebrew = 'אבקדעפגהיײכלמנוספרשטוװוחיז'

/** Rewrites each letter and adds 40 % of length. An empty text stays empty. */
const longer = (text: string, write: (letter: string) => string): string =>
  text === '' ? '' : `⟦${[...text].map(write).join('')}${'·'.repeat(Math.ceil(text.length * 0.4))}⟧`

/** With accents and 40 % longer. */
export const lengthened = (text: string): string => longer(text, (letter) => accents[letter] ?? letter)

/** In right-to-left letters and 40 % longer. */
export const mirrored = (text: string): string =>
  longer(text, (letter) => hebrew[letter.toLowerCase().charCodeAt(0) - 97] ?? letter)

/** A copy of the catalogue in which every text, including results of functions, is rewritten. */
export function rewritten<Catalogue>(catalogue: Catalogue, write: (text: string) => string): Catalogue
export function rewritten(catalogue: unknown, write: (text: string) => string): unknown {
  if (typeof catalogue === 'string') return write(catalogue)
  if (typeof catalogue === 'function') return (...given: unknown[]) => rewritten(catalogue(...given), write)
  if (Array.isArray(catalogue)) return catalogue.map((each) => rewritten(each, write))
  if (typeof catalogue !== 'object' || catalogue === null) return catalogue
  return Object.fromEntries(Object.entries(catalogue).map(([key, value]) => [key, rewritten(value, write)]))
}
