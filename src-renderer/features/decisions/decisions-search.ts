import { deciderNames, decisionActions } from '#shared/model/decisions/decision.ts'
import {
  type DecisionFilter,
  decisionFilterSchema,
  decisionMarks,
} from '#shared/model/decisions/decision-search.ts'
import { type Query, readQuery, valuesOf } from '../../ui/query/query.ts'

/** What the address of the screen says. */
export interface DecisionsSearch {
  readonly q?: string
  /** The decision that is looked at: its run and its number. */
  readonly run?: string
  readonly number?: string
}

export function parseDecisionsSearch({ q, run, number }: Record<string, unknown>): DecisionsSearch {
  const isOne =
    typeof run === 'string' && run !== '' && typeof number === 'string' && /^[1-9]\d{0,8}$/.test(number)
  return { ...(typeof q === 'string' && q !== '' ? { q } : {}), ...(isOne ? { run, number } : {}) }
}

const keys = ['action', 'by', 'model', 'run', 'mark', 'guard'] as const

export const readDecisionsQuery = (text: string, now: number): Query => readQuery(text, { keys, now })

/** A query as the ledger is asked; a value that means nothing there is left out. */
export function filterOf(query: Query): DecisionFilter {
  const of = (key: (typeof keys)[number]) => valuesOf(query, key).slice(0, 10)
  const [guard] = of('guard')
  return decisionFilterSchema.parse({
    text: query.text.replaceAll('"', ''),
    action: decisionActions.filter((each) => of('action').includes(each)),
    decider: deciderNames.filter((each) => of('by').includes(each)),
    mark: decisionMarks.filter((each) => of('mark').includes(each)),
    ...{ model: of('model'), run: of('run') },
    isRefused: guard === 'refused' ? true : guard === 'passed' ? false : null,
    ...query.span,
  })
}
