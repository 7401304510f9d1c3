import { clsx } from 'clsx'
import type { Decision } from '#shared/model/decisions/decision.ts'
import type { OtherAnswer } from '#shared/model/decisions/decision-search.ts'
import { words } from '../../words/words.ts'
import { compareFields } from './compare-rows.ts'

const nothing = <span className="text-muted">{words.decisions.nothing}</span>

/** Two answers to one question, field by field. */
export function CompareAnswers({ was, other }: { was: Decision; other: OtherAnswer }) {
  if (other.proposed === null) {
    return (
      <p className="rounded-lg bg-failed-soft p-3">
        {words.decisions.noAnswer} {other.failure}
      </p>
    )
  }
  return (
    <div className="overflow-x-auto rounded-lg border border-line">
      <table aria-label={words.decisions.compare} className="w-full table-fixed border-collapse">
        <thead>
          <tr className="border-line border-b bg-sunken text-muted text-sm">
            <td className="w-20 px-2 py-1.5" />
            <th scope="col" className="px-2 py-1.5 font-medium">
              {words.decisions.was}
            </th>
            <th scope="col" className="wrap-anywhere px-2 py-1.5 font-medium">
              {words.decisions.now(other.model ?? words.decisions.someModel)}
            </th>
          </tr>
        </thead>
        <tbody>
          {compareFields(was, other.proposed).map(({ name, was: before, now, isSame }) => (
            <tr key={name} className="border-line/60 border-b align-top last:border-b-0">
              <th scope="row" className="px-2 py-1.5 text-start font-medium text-muted text-sm">
                {name}
                <span className={clsx('block', isSame ? 'text-muted' : 'text-warning')}>
                  {isSame ? words.decisions.same : words.decisions.differs}
                </span>
              </th>
              <td className="wrap-anywhere whitespace-pre-wrap px-2 py-1.5">{before || nothing}</td>
              <td
                className={clsx(
                  'wrap-anywhere whitespace-pre-wrap px-2 py-1.5',
                  !isSame && 'bg-warning-soft',
                )}
              >
                {now || nothing}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
