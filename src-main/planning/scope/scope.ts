import { cutAtWord } from '#shared/text/cut.ts'
import { words } from '#shared/words/words.ts'
import { isQuestion } from '../message/imperative.ts'
import {
  bareOf,
  changing,
  isChange,
  isUnsupportedAction,
  making,
  objectOf,
  splitGoal,
  startsWithPronoun,
} from '../requests/goal-parts.ts'
import { changeKind, hasTopic, isTested, listKinds, type ScopeItem, testsKind } from './scope-kinds.ts'

export type { ScopeItem } from './scope-kinds.ts'

/** The items of a goal. Every part of the goal is in one of these lists, except parts that only add detail. */
export interface GoalScope {
  readonly items: readonly ScopeItem[]
  /** Parts whose words do not show what to make. */
  readonly unclear: readonly string[]
  /** Parts that ask for an action that no agent performs, such as sending or deleting. */
  readonly unsupportedActions: readonly string[]
}

/** Parses a goal. No items: the text does not show what to make. */
export function readScope(goal: string): GoalScope {
  const parts = splitGoal(goal)
  const unsupportedActions = parts.filter(isUnsupportedAction)
  const rest = parts.filter((part) => !isUnsupportedAction(part))
  const read = rest.map((part, index) => ({ part, index, items: itemsOf(part) }))
  const made = read.flatMap(({ items }) => items)
  const code = made.find(isTested)
  const tests = made.filter(({ title }) => title === testsKind.title)
  const others = made.filter(({ title }) => title !== testsKind.title)
  const own =
    code === undefined
      ? tests
      : (tests.length === 0 ? [code] : tests).map((each) => ({
          ...each,
          ...testsKind,
          subject: hasTopic(each.subject) ? each.subject : code.subject,
        }))
  return {
    items: inOrder([...others, ...own]),
    unclear: read.flatMap(({ part, index, items }) =>
      items.length > 0 || (index > 0 && !isRequest(part)) ? [] : [part],
    ),
    unsupportedActions,
  }
}

/**
 * False for a later part that only adds detail, such as "and make it fast" or "It must be blue". Such a part is not a
 * separate request.
 */
const isRequest = (part: string): boolean =>
  !startsWithPronoun(part) && (making.test(part) || changing.test(part) || /^an?\s/i.test(part))

/**
 * Parses a goal with a person's answers, and adds the items that the answers name. A short answer such as "a document"
 * takes its subject from the question.
 */
export function readAnswered(goal: string, answers: string): GoalScope {
  const asked = readScope(goal)
  const about = subjectOf(asked.unclear[0] ?? goal)
  const known = new Set(asked.items.map(idOf))
  const answered = readScope(answers)
    .items.filter((item) => !known.has(idOf(item)))
    .map((item) =>
      hasTopic(item.subject)
        ? item
        : { ...item, subject: cutAtWord(`${item.subject}: ${about}`, maxSubject) },
    )
  return { ...asked, items: inOrder([...asked.items, ...answered]) }
}

/** Distinct items, with tests last because they depend on the others. */
const inOrder = (items: readonly ScopeItem[]): ScopeItem[] =>
  unique(items).toSorted((a, b) => Number(a.title === testsKind.title) - Number(b.title === testsKind.title))

const unique = (items: readonly ScopeItem[]): ScopeItem[] => [
  ...new Map(items.map((item) => [idOf(item), item])).values(),
]

const idOf = ({ title, subject }: ScopeItem): string => `${title}\n${subject.toLowerCase()}`

function itemsOf(part: string): ScopeItem[] {
  if (startsWithPronoun(part) || isQuestion(part)) return []
  const subject = subjectOf(part)
  if (isChange(part)) {
    const matchedText = part.split(/\s/, 1)[0] ?? part
    return [{ ...changeKind(part), subject: cutAtWord(part, maxSubject), part, matchedText }]
  }
  return listKinds(objectOf(part)).map((kind) => ({ ...kind, subject, part }))
}

const maxQuoted = 200

/** Question to ask if the words of a goal leave work undefined; null if they are complete. */
export function askAboutGoal(goal: string, { items, unclear, unsupportedActions }: GoalScope): string | null {
  const isNothing = items.length === 0 && unsupportedActions.length === 0
  const parts = isNothing ? [goal.trim()] : unclear
  const questions = [
    ...parts.map((part) => words.scopeTexts.whatToMake(quote(part))),
    ...unsupportedActions.map((part) => words.scopeTexts.noAgentDoes(quote(part))),
  ]
  return questions.length === 0 ? null : questions.join(' ')
}

const quote = (text: string): string => `"${cutAtWord(text.replaceAll(/\s+/g, ' '), maxQuoted)}"`

const maxSubject = 80

/** Subject of a goal without its verb: "Build a hello world web app" gives "hello world web app". */
export function subjectOf(goal: string): string {
  const line = goal.trim().split(/\r?\n/, 1)[0] ?? ''
  const bare = bareOf(line)
  const subject = startsWithPronoun(bare) ? bare : objectOf(bare)
  return cutAtWord(subject === '' ? line : subject, maxSubject)
}
