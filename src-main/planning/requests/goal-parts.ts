import { hasTopic, listKinds } from '../scope/scope-kinds.ts'

/** Limit on parts of a goal. The last part holds the rest. */
const maxParts = 30

/** `please`, `could you`, `I'd like you to`, `let's` */
const politeness =
  /^(?:(?:please|kindly|hi|hello|hey|ok(?:ay)?|then|also|and|next|finally|now|just|after that|afterwards)\b[\s,]*|(?:can|could|would|will) you\s+|(?:i|we)(?:['’]d| would)? (?:want|need|like)(?: you)?(?: to)?\s+|(?:i|we) (?:have|must|should)(?: to)\s+|let(?:['’]s| us)\s+|help (?:me|us)(?: to)?\s+|a person added:\s*|(?:have|get) (?=an?\s))+/i

/** Verbs that ask for a new item. */
export const making =
  /^(?:build|make|create|write|design|develop|set ?up|implement|draft|prepare|code|produce|add|generate|compose|put together|give|do)\b(?:\s+(?:me|us)(?=\s+(?:an?|the|some|our|my|\d)\b))?\s*/i
/** Verbs that ask for a change to an existing item. */
export const changing =
  /^(?:fix|repair|debug|mend|refactor|rename|improve|optimi[sz]e|speed up|upgrade|update|migrate|extend|change|adapt|correct|resolve|replace|port|clean up|modify|convert|simplify|polish|redesign|rewrite|restyle)\b\s*/i
/** `add a logo to the page`: a change of an existing item. */
const addition =
  /^(?:add|put|insert|include|remove|delete|drop)\s.*\s(?:to|into|in|on|from)\s(?:the|our|my|its?|this|that|each|every|all)\b/i
const pronoun = /^(?:it|them|this|that|these|those|everything|us|me|him|her)\b/i
const article = /^(?:an?|another|one|two|three|four|five|some)\s/i

/** Verbs of actions that no agent performs: messages to others, payments and irreversible actions. */
const unsupportedActions =
  /^(?:send|publish|deploy|launch|delete|remove|erase|wipe|destroy|format|buy|purchase|pay|transfer|phone|hire|install|uninstall|run|execute|restart|shut down|reboot|kill|hack|break into|steal|upload|download|sell|push|merge|drop|rm|sudo|cancel|shred)\b/i
/**
 * Verbs that are also nouns, as in "order form" and "post about spring". As verbs, they have an object with a
 * determiner or pronoun.
 */
const unsupportedWithObject =
  /^(?:e-?mail|mail|post|order|book|call|release|print|text|tweet|share|invite|clean|move)\s+(?:it|them|this|that|these|those|the|our|my|your|his|her|their|all|every|everyone|everybody|me|us|an?|two|three)\b/i

export const isUnsupportedAction = (text: string): boolean =>
  (unsupportedActions.test(text) || unsupportedWithObject.test(text)) && !addition.test(text)
export const isChange = (text: string): boolean =>
  changing.test(text) || (addition.test(text) && listKinds(objectOf(text)).length === 0)
/** `make it blue`: the object after the verb is a pronoun. */
export const startsWithPronoun = (text: string): boolean =>
  pronoun.test(
    text
      .replace(making, '')
      .replace(changing, '')
      .replace(/^(?:send|publish|deploy)\s+/i, ''),
  )

const listMark = /^\s*(?:[-*+]|\d{1,2}[.)])\s+(?=\S)/

/** Removes list marks, polite words and closing punctuation. */
export const bareOf = (text: string): string =>
  text
    .trim()
    .replace(listMark, '')
    .replace(politeness, '')
    .replace(/^(?:\p{L}+\s){0,3}(?:things|items|deliverables|files|following)\s*:\s*/iu, '')
    .replace(/(?:[\s.!?;:,]|\b(?:please|thanks|thank you|instead|as well|too))+$/i, '')

/** The object of a part, without its verb and article. */
export const objectOf = (part: string): string =>
  part.replace(making, '').replace(/^(?:an?|the|some|our|my)\s+/i, '')

/**
 * Splits a goal into parts, each of which asks for one item. "A page for our fair, and a letter to sponsors" has two
 * parts; "a page with a calendar and a form" has one part.
 */
export function splitGoal(goal: string): string[] {
  const parts = listLines(goal)
    .flatMap((line) => line.replace(listMark, '').split(/(?<=[.!?;])\s+/))
    .flatMap(splitSentence)
    .filter((part) => /[\p{L}\p{N}]/u.test(part) && !/^(?:(?:build|make|create|write)\b)?$/i.test(part))
  return parts.length <= maxParts
    ? parts
    : [...parts.slice(0, maxParts - 1), parts.slice(maxParts - 1).join(' ')]
}

/** Removes list items that only describe the item above the list, and lines that only introduce a list. */
function listLines(goal: string): string[] {
  const lines = goal
    .split(/\r?\n/)
    .flatMap((line) => (/^\s*1[.)]\s/.test(line) ? line.split(/\s+(?=\d{1,2}[.)]\s)/) : [line]))
    .filter((line) => line.trim() !== '')
  let isBelowItem = false
  return lines.filter((line, index) => {
    const text = bareOf(line)
    if (listMark.test(line)) return !isBelowItem || (namesItem(text) && !isUnsupportedAction(text))
    const isNamed = listKinds(objectOf(text)).length > 0
    isBelowItem = isNamed
    return isNamed || !listMark.test(lines[index + 1] ?? '')
  })
}

const namesItem = (text: string): boolean => {
  const [first] = listKinds(objectOf(text))
  return first !== undefined && !text.toLowerCase().startsWith(first.matchedText.toLowerCase().concat(' '))
}

/** `, and then`, `as well as`, `;` */
const separator =
  /\s*,\s+(?:and\s+then|and\s+also|and|then|plus|also|or)\s+|\s+(?:and\s+then|and\s+also|and|then|plus|as well as|but also)\s+|\s*[,;]\s*/gi

function splitSentence(sentence: string): string[] {
  const parts: string[] = []
  let from = 0
  for (const match of sentence.matchAll(separator)) {
    const before = bareOf(sentence.slice(from, match.index))
    const rest = sentence.slice(match.index + match[0].length)
    if (before === '' || !startsPart(before, match[0], rest)) continue
    parts.push(before)
    from = match.index + match[0].length
  }
  return [...parts, bareOf(sentence.slice(from))]
}

const firstSeparator = new RegExp(separator, 'i')

/** True if the text after a separator asks for an item of its own. */
function startsPart(before: string, mark: string, after: string): boolean {
  const rest = bareOf(after)
  const [next = ''] = rest.split(firstSeparator)
  const isInside = purpose.test(before) && !/then|also|,/i.test(mark)
  if (asksForWork(rest)) return !isInside
  if (isInside) return false
  const isListed = additionWord.test(before)
  const isOpen = mark.includes(',') || !hasTopic(before)
  const known = new Set(listKinds(before).map(({ title }) => title))
  // The comma makes the next words an addition.
  const named = listKinds(isListed ? `, ${next}` : next).filter(({ matchedText }) =>
    firstWords(next).includes(matchedText.toLowerCase()),
  )
  if (named.length === 0) return isOpen && !isListed && known.size > 0 && /^an?\s/i.test(next)
  const isNew = !isListed || named.some(({ title }) => !known.has(title))
  return isNew && (isOpen || article.test(next))
}

/** `a tool to convert and rename photos`, but not `a letter to sponsors`. */
const purpose =
  /\s(?:to (?!\S*s\b|the\b|an?\b|our\b|my\b|all\b|every)|(?:that|which|who|where|how) (?!\S*s\b))[a-z]/
/** `with` in `a website with docs` */
const additionWord = /\s(?:with|including|featuring|between|of)\s/i
/** The first four words, in lower case. */
const firstWords = (text: string): string => text.toLowerCase().split(/\s+/).slice(0, 4).join(' ')

const asksForWork = (rest: string): boolean =>
  (making.test(rest) &&
    rest.replace(making, '') !== '' &&
    !/^(?:design|code|do|make|give)\s+(?:and|or|of|for)\b/i.test(rest)) ||
  (changing.test(rest) && rest.replace(changing, '') !== '') ||
  isUnsupportedAction(rest)
