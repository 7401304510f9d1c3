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

/** The key, or the first of `key-2`, `key-3`, … that is free; it is taken then. */
export function uniqueKey(key: string, taken: Set<string>): string {
  let free = key
  for (let number = 2; taken.has(free); number += 1) free = `${key}-${number}`
  taken.add(free)
  return free
}

/** The file's name without its folder and without its last ending. */
export const baseName = (fileName: string): string =>
  (fileName.split(/[\\/]/).at(-1) ?? '').replace(/\.[^.]*$/, '')
