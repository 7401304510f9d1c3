import { defaultLimits, type GoalLimits } from '#shared/model/decisions/decision.ts'
import { words } from '#shared/words/words.ts'
import { parseMoney } from '../../ui/text/money-text.ts'

const { faults } = words.home.limits

/** Limits as typed. Empty: the default applies. */
export interface LimitsDraft {
  readonly tasks: string
  readonly depth: string
  readonly rounds: string
  readonly moneyLeft: string
}

export const noLimits: LimitsDraft = { tasks: '', depth: '', rounds: '', moneyLeft: '' }

export type LimitField = keyof LimitsDraft
export type LimitFaults = Partial<Record<LimitField, string>>

const counts = ['tasks', 'depth', 'rounds'] as const
const most: Record<(typeof counts)[number], number> = { tasks: 10_000, depth: 10_000, rounds: 1000 }

/** Valid limits that differ from the defaults, and an error message for each invalid limit. */
export function readLimits(
  draft: LimitsDraft,
  currency: string,
): { readonly limits: GoalLimits; readonly faults: LimitFaults } {
  const limits: { -readonly [Field in keyof GoalLimits]: GoalLimits[Field] } = {}
  const wrong: LimitFaults = {}
  for (const field of counts) {
    const text = draft[field].trim()
    const number = Number(text)
    if (text === '' || number === defaultLimits[field]) continue
    if (/^\d+$/.test(text) && number >= 1 && number <= most[field]) limits[field] = number
    else wrong[field] = faults.count(most[field])
  }
  if (draft.moneyLeft.trim() === '') return { limits, faults: wrong }
  const money = parseMoney(draft.moneyLeft, currency)
  if (money === null) wrong.moneyLeft = faults.money
  else limits.moneyLeft = money
  return { limits, faults: wrong }
}
