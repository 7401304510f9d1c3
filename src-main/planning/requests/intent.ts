import { escalationSkill } from '#shared/model/decisions/decision.ts'
import { type FoundAmount, findAmounts } from '#shared/text/find-amounts.ts'
import { findRecipients, type Recipient } from '#shared/text/recipients.ts'
import type { ApprovalCondition } from '../message/approval-conditions.ts'
import type { Clause } from '../message/clause.ts'
import { listApprovalConditions, readClauses } from '../message/clauses.ts'
import { maxItems, slot, textForItem } from '../message/distribution.ts'
import type { StepKind } from '../message/lexicon.ts'
import { cleanMessage } from '../message/tokens.ts'

/** Agent types that a message is routed to. */
const agentTypes = ['research', 'communication', 'purchase'] as const
export type AgentType = (typeof agentTypes)[number]

export interface Constraint {
  /**
   * `amount`: a limit in money. `time`: a deadline. `exclusion`: a forbidden action. `approval`: an approval
   * condition.
   */
  readonly kind: 'amount' | 'time' | 'exclusion' | 'approval'
  /** Quote from the message. */
  readonly text: string
}

/** The request of a message. All texts are quotes from the message: data, never instructions. */
export interface Intent {
  /** The skill for questions if no agent performs the work; a person then answers. */
  readonly agentType: AgentType | typeof escalationSkill
  /** `low`: no word of the message shows the type, so research is the default. */
  readonly confidence: 'high' | 'low'
  /** The first verb of a step, in lower case; empty without a known verb. */
  readonly action: string
  /** The objects of the steps, in the order of the message. */
  readonly objects: readonly string[]
  readonly constraints: readonly Constraint[]
  readonly recipients: readonly Recipient[]
  readonly amounts: readonly Pick<FoundAmount, 'amountMinor' | 'currency' | 'text'>[]
}

/**
 * Parses the first 10,000 characters of a message. Every text is valid; a text without a request has low confidence.
 */
export function parseIntent(message: string): Intent {
  const text = cleanMessage(message)
  const clauses = readClauses(text)
  const words = clauses.flatMap(textsForItems)
  const constraints = findConstraints(text, listApprovalConditions(text))
  const routed = routeOf(clauses)
  return {
    agentType: routed ?? 'research',
    confidence: routed === null ? 'low' : 'high',
    action: clauses.find(({ kind }) => kind !== null)?.action ?? '',
    objects: words.flatMap((each) => objectsOf(each, constraints)),
    constraints,
    recipients: words
      .filter(({ kind }) => kind === 'communication')
      .flatMap(({ text }) => findRecipients(text)),
    amounts: findAmounts(text).map(({ amountMinor, currency, text }) => ({ amountMinor, currency, text })),
  }
}

const typeOfKind: Record<StepKind, Intent['agentType']> = {
  research: 'research',
  comparison: 'research',
  summary: 'research',
  communication: 'communication',
  purchase: 'purchase',
  writing: escalationSkill,
  analysis: 'research',
  other: escalationSkill,
}

/** Agent type of the first clause with a known kind; null without such a clause. */
function routeOf(clauses: readonly Clause[]): Intent['agentType'] | null {
  const kind = clauses.find((each) => each.kind !== null)?.kind ?? null
  return kind === null ? null : typeOfKind[kind]
}

/** `no more than` in `no more than 500 EUR` */
const bound =
  '(?:under|below|over|above|at most|at least|less than|more than|no more than|up to|within|max(?:imum)?(?: of)?|min(?:imum)?(?: of)?|around|about|for)'
const boundBefore = new RegExp(`(?<![\\p{L}\\p{N}])${bound} $`, 'iu')
const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
/** `next week`, `2026-03-01`, `3rd of May`, `5 pm` */
const day = String.raw`(?:today|tonight|tomorrow|(?:next |this )?(?:week|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:the )?end of (?:the )?(?:day|week|month|year)|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|(?:${months})[a-z]{0,6} \d{1,2}|\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:${months})[a-z]{0,6}|noon|midnight|\d{1,2}(?::\d{2})? ?(?:am|pm|o'clock))`
/** `by next week`, `within 3 days` */
const time = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?:by|before|until|till|no later than) ${day}|within \d{1,4} (?:minutes?|hours?|days?|weeks?|months?)|today|tonight|tomorrow|asap|urgently)(?![\p{L}\p{N}])`,
  'giu',
)
/** `do not order from Acme` */
const exclusion =
  /(?<![\p{L}\p{N}])(?:(?:do not|don['’]?t|never|avoid|without|except(?: for)?|excluding)) [^,.;!?\n]{1,200}/giu
const maxConstraints = 50

function findConstraints(text: string, approvalConditions: readonly ApprovalCondition[]): Constraint[] {
  const amounts = findAmounts(text).flatMap((amount) => {
    const words = boundBefore.exec(text.slice(Math.max(0, amount.index - 30), amount.index))?.[0]
    return words === undefined ? [] : [{ kind: 'amount' as const, text: `${words}${amount.text}` }]
  })
  const times = [...text.matchAll(time)].map((match) => ({ kind: 'time' as const, text: match[0] }))
  const exclusions = [...text.matchAll(exclusion)]
    .map((match) => ({ kind: 'exclusion' as const, text: match[0].trim() }))
    .filter(({ text }) => approvalConditions.every((each) => !each.text.includes(text)))
  // A limit without a currency is not in `amounts`, but it is a constraint.
  const limits = approvalConditions.flatMap(({ limit }) =>
    limit === null || limit.currency !== null ? [] : [{ kind: 'amount' as const, text: limit.text }],
  )
  const approvals = approvalConditions.map((each) => ({ kind: 'approval' as const, text: each.text }))
  return [...amounts, ...limits, ...times, ...exclusions, ...approvals].slice(0, maxConstraints)
}

interface Words {
  readonly kind: StepKind | null
  readonly text: string
  readonly object: string
}

/** The texts of each clause, with a copy for each item of a distribution. */
const textsForItems = (clause: Clause, index: number, clauses: readonly Clause[]): readonly Words[] => {
  const { kind, text, object, distribution } = clause
  if (distribution === null) return [clause]
  const isFirst = clauses[index - 1]?.distribution !== distribution
  if (!isFirst && !text.includes(slot)) return [clause]
  const items = distribution.items.length > maxItems ? [distribution.words] : distribution.items
  return items.map((item) => ({
    kind,
    text: textForItem({ text, object, item, isFirst }),
    object: object === '' ? item : textForItem({ text: object, object, item, isFirst }),
  }))
}

/** The objects of a clause without its constraints. A comparison has an object for each side. */
function objectsOf({ kind, object }: Words, constraints: readonly Constraint[]): string[] {
  const bare = constraints.reduce((text, constraint) => text.replace(constraint.text, ' '), object)
  const parts =
    kind === 'comparison' ? bare.split(/,? (?:and|or|vs\.?|versus|with|against|to) |, /iu) : [bare]
  return parts
    .map((part) => part.replace(/\s+/g, ' ').replace(/^[\s,;]+|[\s,;]+$|[\s,;]+(?:but|and)[\s,;]*$/giu, ''))
    .filter((part) => part !== '')
}
