import { maxTaskKeyLength } from '#shared/model/task-definition.ts'

/** Makes names from imported files valid for a plan. */

/** A title: one line of at most 100 characters; `plan` if nothing remains. */
export const oneLine = (text: string): string =>
  text
    .slice(0, 100)
    .toWellFormed()
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .trim() || 'plan'

/** A key of letters, digits, dots, underscores and hyphens; at most 100 characters, `plan` if nothing remains. */
export const keyOf = (text: string): string =>
  text
    .slice(0, 100)
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '') || 'plan'

const longestId = 10_000

/** An id with spaces or other signs as a task key. A long id is cut but stays distinct, as in `boundedKey`. */
export const keyOfId = (id: string): string =>
  boundedKey(
    id
      .slice(0, longestId)
      .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
      .replaceAll(/^-+|-+$/g, '') || 'task',
  )

/**
 * The id as a task key. An id longer than `maxTaskKeyLength` is cut and ends with a hash of the full id. Similar ids
 * stay distinct, and all references get the same key.
 */
export function boundedKey(id: string): string {
  if (id.length <= maxTaskKeyLength) return id
  const hash = hashOf(id)
  return `${id.slice(0, maxTaskKeyLength - hash.length - 1).toWellFormed()}-${hash}`
}

/** FNV-1a with two initial values: 64 bits as 16 hexadecimal digits. Not secure against deliberate collisions. */
const hashOf = (text: string): string =>
  [0x811c9dc5, 0x01000193]
    .map((start) => {
      let hash = start
      for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
      return (hash >>> 0).toString(16).padStart(8, '0')
    })
    .join('')

/**
 * The key, or the first free one of `key-2`, `key-3`, …; adds it to `taken`. Doubling and bisection keep this fast for
 * 100,000 tasks with the same id.
 */
export function uniqueKey(key: string, taken: Set<string>): string {
  const nameOf = (number: number): string => {
    const end = number === 1 ? '' : `-${number}`
    return `${key.slice(0, maxTaskKeyLength - end.length)}${end}`
  }
  const isTaken = (number: number) => taken.has(nameOf(number))
  let free = 1
  while (isTaken(free)) free *= 2
  for (let used = Math.floor(free / 2); free - used > 1; ) {
    const middle = Math.floor((used + free) / 2)
    if (isTaken(middle)) used = middle
    else free = middle
  }
  const name = nameOf(free)
  taken.add(name)
  return name
}

/** File name without its folder and its last extension. */
export const baseName = (fileName: string): string =>
  (fileName.split(/[\\/]/).at(-1) ?? '').replace(/\.[^.]*$/, '')

const maxTitle = 200

/** A task title: one line, cut to 200 characters. */
export function titleLine(text: string): { readonly title: string; readonly isCut: boolean } {
  const line = text
    .slice(0, 4 * maxTitle)
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .trim()
  const characters = [...line]
  const isCut = characters.length > maxTitle || text.length > 4 * maxTitle
  return { title: isCut ? `${characters.slice(0, maxTitle - 1).join('')}…` : line, isCut }
}

/** Replaces characters that JSON would refuse: lone surrogates and NUL. */
export const wellFormed = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD')
