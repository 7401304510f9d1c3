import { cutAtWord } from '#shared/text/cut.ts'
import {
  bareOf,
  changing,
  isAboutNothing,
  isChange,
  isDeed,
  making,
  objectOf,
  splitGoal,
} from '../requests/goal-parts.ts'
import { isQuestion } from '../requests/step-verbs.ts'
import { changeKind, hasTopic, isTested, listKinds, type ScopeItem, testsKind } from './scope-kinds.ts'

export type { ScopeItem } from './scope-kinds.ts'

/** The items of a goal; every part of it is in one of these lists. */
export interface GoalScope {
  readonly items: readonly ScopeItem[]
  /** Parts whose words do not tell what to make. */
  readonly unclear: readonly string[]
  /** Parts that ask for what no agent here does, such as sending or deleting. */
  readonly deeds: readonly string[]
}

/** Reads a goal; without items, the text does not tell what to make. */
export function readScope(goal: string): GoalScope {
  const parts = splitGoal(goal)
  const deeds = parts.filter(isDeed)
  const rest = parts.filter((part) => !isDeed(part))
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
    deeds,
  }
}

/** A following part that only adds detail, such as "and make it fast" or "It must be blue", stays with the goal. */
const isRequest = (part: string): boolean =>
  !isAboutNothing(part) && (making.test(part) || changing.test(part) || /^an?\s/i.test(part))

/**
 * With what a person answered where the words did not tell: what the answer names is made as well. An answer as short as "a
 * document" is about what was asked.
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

/** Each once, and tests last: they look at the others. */
const inOrder = (items: readonly ScopeItem[]): ScopeItem[] =>
  unique(items).toSorted((a, b) => Number(a.title === testsKind.title) - Number(b.title === testsKind.title))

const unique = (items: readonly ScopeItem[]): ScopeItem[] => [
  ...new Map(items.map((item) => [idOf(item), item])).values(),
]

const idOf = ({ title, subject }: ScopeItem): string => `${title}\n${subject.toLowerCase()}`

function itemsOf(part: string): ScopeItem[] {
  if (isAboutNothing(part) || isQuestion(part)) return []
  const subject = subjectOf(part)
  if (isChange(part)) {
    const told = part.split(/\s/, 1)[0] ?? part
    return [{ ...changeKind(part), subject: cutAtWord(part, maxSubject), part, told }]
  }
  return listKinds(objectOf(part)).map((kind) => ({ ...kind, subject, part }))
}

const maxQuoted = 200

/** Asked where the words of a goal do not tell all that is to be done; null: they do. */
export function askAboutGoal(goal: string, { items, unclear, deeds }: GoalScope): string | null {
  const isNothing = items.length === 0 && deeds.length === 0
  const parts = isNothing ? [goal.trim()] : unclear
  const questions = [
    ...parts.map(
      (part) =>
        `What should be made for ${quote(part)}? Its words name no page, endpoint, script, document or test.`,
    ),
    ...deeds.map(
      (part) =>
        `Nobody here does ${quote(part)}: agents write files, and send, buy, run and delete nothing. Who should do it, or what should be made instead?`,
    ),
  ]
  return questions.length === 0 ? null : questions.join(' ')
}

const quote = (text: string): string => `"${cutAtWord(text.replaceAll(/\s+/g, ' '), maxQuoted)}"`

const maxSubject = 80

/** The subject of a goal without its verb: for "Build a hello world web app", "hello world web app". */
export function subjectOf(goal: string): string {
  const line = goal.trim().split(/\r?\n/, 1)[0] ?? ''
  const bare = bareOf(line)
  const subject = isAboutNothing(bare) ? bare : objectOf(bare)
  return cutAtWord(subject === '' ? line : subject, maxSubject)
}
