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
 * The key, or one of `key-2`, `key-3`, … that is free: the first of them while the numbers have no gaps. It is taken
 * then. Found by doubling and halving, since a file may hold one key a hundred thousand times.
 */
export function uniqueKey(key: string, taken: Set<string>): string {
  let used = 1
  let free = 1
  const keyAt = (number: number) => (number === 1 ? key : `${key}-${number}`)
  while (taken.has(keyAt(free))) {
    used = free
    free *= 2
  }
  while (free - used > 1) {
    const middle = Math.floor((used + free) / 2)
    if (taken.has(keyAt(middle))) used = middle
    else free = middle
  }
  taken.add(keyAt(free))
  return keyAt(free)
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
