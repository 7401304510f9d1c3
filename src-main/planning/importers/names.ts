/** Names that a stranger chose, fit for a plan. */

/** A title: one line, of a bounded length. */
export const oneLine = (text: string): string =>
  text
    .slice(0, 100)
    .toWellFormed()
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .trim() || 'plan'

/** A key: letters, digits, dots, underscores and hyphens. */
export const keyOf = (text: string): string =>
  text
    .slice(0, 100)
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '') || 'plan'

/**
 * The key, or the first of `key-2`, `key-3`, … that is free; it is taken then. Halving finds it: of a hundred thousand
 * tasks with one id nobody tries all the names.
 */
export function uniqueKey(key: string, taken: Set<string>): string {
  const isTaken = (number: number) => taken.has(number === 1 ? key : `${key}-${number}`)
  let free = 1
  while (isTaken(free)) free *= 2
  for (let used = Math.floor(free / 2); free - used > 1; ) {
    const middle = Math.floor((used + free) / 2)
    if (isTaken(middle)) used = middle
    else free = middle
  }
  const name = free === 1 ? key : `${key}-${free}`
  taken.add(name)
  return name
}

/** The file's name without its folder and without its last ending. */
export const baseName = (fileName: string): string =>
  (fileName.split(/[\\/]/).at(-1) ?? '').replace(/\.[^.]*$/, '')

const maxTitle = 200

/** A task's title: one line, and cut where it is longer than 200 characters. */
export function titleLine(text: string): { readonly title: string; readonly isCut: boolean } {
  const line = text
    .slice(0, 4 * maxTitle)
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .trim()
  const characters = [...line]
  const isCut = characters.length > maxTitle || text.length > 4 * maxTitle
  return { title: isCut ? `${characters.slice(0, maxTitle - 1).join('')}…` : line, isCut }
}

/** Without what JSON would have refused: half characters and NUL. */
export const wellFormed = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD')
