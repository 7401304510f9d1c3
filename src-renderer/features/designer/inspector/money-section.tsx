import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { writeDuration } from '../../../ui/text/duration-text.ts'
import { usualCurrency } from '../gate-words.ts'
import { Section } from './section.tsx'
import type { TaskFormProps } from './task-fields.ts'
import { DurationField, MoneyField, sharedOf, valueOr } from './value-fields.tsx'

const text = words.designer.money

/** The cost limit and the estimate. */
export function MoneySection({ tasks, onSet, faultOf }: TaskFormProps) {
  const currency = usePlanDocument(({ document }) => document.budget?.currency ?? usualCurrency)
  const cost = sharedOf(tasks, (task) => task.cost)
  const budget = sharedOf(tasks, (task) => task.budget)
  const estimate = sharedOf(tasks, ({ estimateMs }) => estimateMs)
  const hasWork = tasks.some(({ kind }) => kind === 'task')
  const isGroup = tasks.every(({ kind }) => kind === 'group')
  const hasBudget = tasks.some((task) => task.budget !== undefined)
  const [oneCost, oneBudget, oneEstimate] = [
    valueOr(cost, undefined),
    valueOr(budget, undefined),
    valueOr(estimate, undefined),
  ]
  const summary = [
    ...(oneEstimate === undefined ? [] : [writeDuration(oneEstimate)]),
    ...(oneCost === undefined ? [] : [formatMoney(oneCost)]),
    ...(oneBudget === undefined ? [] : [formatMoney(oneBudget)]),
  ].join(' · ')
  return (
    <Section
      id="money"
      title={text.title}
      summary={summary}
      isFaulty={faultOf('budget') !== undefined || faultOf('cost') !== undefined}
    >
      <div className="grid grid-cols-2 gap-3">
        <DurationField
          label={text.estimate}
          shared={estimate}
          min={0}
          placeholder={text.aMinute}
          onChange={(estimateMs) => onSet({ estimateMs }, text.estimate)}
        />
        {hasWork && (
          <MoneyField
            label={text.cost}
            shared={cost}
            currency={currency}
            fault={faultOf('cost')}
            placeholder={text.byAgent}
            onChange={(value) => onSet({ cost: value }, text.cost)}
          />
        )}
        {(isGroup || hasBudget) && (
          <MoneyField
            label={text.budget}
            shared={budget}
            currency={currency}
            fault={faultOf('budget')}
            placeholder={text.noCap}
            onChange={(value) => onSet({ budget: value }, text.budget)}
          />
        )}
      </div>
    </Section>
  )
}
