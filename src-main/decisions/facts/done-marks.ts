/** State of an item by its marks: ticks, strike-through, a status word at its end. */
export type ItemState = 'open' | 'done' | 'dropped'

const tick = /[✅✔☑🗸]|:white_check_mark:|:heavy_check_mark:/u
const doneWord = /(?:done|completed?|finished|shipped|delivered|merged|closed|100 ?%)/iu
const droppedWord =
  /(?:cut|dropped|cancell?ed|deferred|postponed|descoped|removed|out of scope|not needed|won['’]t (?:do|fix)|optional|later)/iu

const anyOf = (word: RegExp): RegExp =>
  new RegExp(
    `[([]\\s*${word.source}\\b[^()[\\]]{0,60}[)\\]]|(?:\\s[—–-]+|:|→|=>|,)\\s*(?:status:?\\s*)?${word.source}[.!]?\\s*$`,
    'iu',
  )
const saysDone = anyOf(doneWord)
const saysDropped = anyOf(droppedWord)

/** By a checkbox or a mark in the text of an item. A word such as "done" counts at the end or in brackets only. */
export function stateOfText(text: string, checkbox: string | null = null): ItemState {
  if (checkbox?.toLowerCase() === 'x') return 'done'
  if (/^\s*~~.*~~[\s.]*$/u.test(text.replace(/^\W*?(?=~~)/u, ''))) return 'done'
  if (saysDropped.test(text)) return 'dropped'
  return tick.test(text) || saysDone.test(text) ? 'done' : 'open'
}

/** By the cell of a status column. */
export function stateOfCell(cell: string): ItemState {
  const text = cell.trim()
  if (tick.test(text) || /^(?:\[x\]|x|yes)$/iu.test(text)) return 'done'
  if (new RegExp(`^${droppedWord.source}\\b`, 'iu').test(text)) return 'dropped'
  return new RegExp(`^${doneWord.source}(?![\\p{L}])`, 'iu').test(text) ? 'done' : 'open'
}

/** Without the marks that say how far an item is. */
export const withoutState = (text: string): string =>
  text.replaceAll(/~~/g, '').replaceAll(new RegExp(tick.source, 'gu'), '').replaceAll(/\s+/g, ' ').trim()
