import { z } from 'zod'
import { deciderNames, decisionActions } from '#shared/model/decisions/decision.ts'
import {
  type DecisionFilter,
  decisionFilterSchema,
  decisionMarks,
} from '#shared/model/decisions/decision-search.ts'
import { addressReader, maybe, maybeText } from '../../ui/query/address.ts'
import { type Query, readQuery, valuesOf } from '../../ui/query/query.ts'

export const parseDecisionsSearch = addressReader({
  q: maybeText,
  /** Run id and number of the open decision. */
  run: maybeText,
  number: maybe(z.string().regex(/^[1-9]\d{0,8}$/)),
})
export type DecisionsSearch = ReturnType<typeof parseDecisionsSearch>

const keys = ['action', 'by', 'model', 'run', 'mark', 'guard'] as const

export const readDecisionsQuery = (text: string, now: number): Query => readQuery(text, { keys, now })

/** Filter of the ledger for a query. Unknown values are ignored. */
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
