import type { DryRun } from '#shared/contract/plans/plan-dry-run.ts'
import { formatMoney } from '#shared/model/money.ts'
import { writeDuration } from '../../../ui/text/duration-text.ts'
import { words } from '../../../words/words.ts'

const says = words.designer.dryRun

/** The whole of a dry run in one line. */
export function sayDryRun({ tasks, endMs, costs }: DryRun): string {
  const unassigned = tasks.filter(({ agentId }) => agentId === null).length
  const unpriced = tasks.filter(({ price, agentId }) => price === 'unknown' && agentId !== null).length
  const asked = tasks.filter(({ asksPerson }) => asksPerson).length
  return [
    unassigned > 0 ? says.unassigned(unassigned) : null,
    says.over(writeDuration(endMs)),
    costs.length > 0 ? says.costs(costs.map(formatMoney).join(', ')) : null,
    unpriced > 0 ? says.unknown(unpriced) : null,
    asked > 0 ? says.asked(asked) : null,
  ]
    .filter((part) => part !== null)
    .join(' · ')
}
