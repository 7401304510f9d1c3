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

/** A catalogue with every text of it, and every text that its functions make, in accents and 40 % longer. */
export function pseudo<Catalogue>(catalogue: Catalogue): Catalogue
export function pseudo(catalogue: unknown): unknown {
  if (typeof catalogue === 'string') return lengthened(catalogue)
  if (typeof catalogue === 'function') return (...given: unknown[]) => pseudo(catalogue(...given))
  if (Array.isArray(catalogue)) return catalogue.map((each) => pseudo(each))
  if (typeof catalogue !== 'object' || catalogue === null) return catalogue
  return Object.fromEntries(Object.entries(catalogue).map(([key, value]) => [key, pseudo(value)]))
}

const lengthened = (text: string): string =>
  `⟦${[...text].map((letter) => accents[letter] ?? letter).join('')}${'·'.repeat(Math.ceil(text.length * 0.4))}⟧`
