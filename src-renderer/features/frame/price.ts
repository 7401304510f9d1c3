import { z } from 'zod'
import type { Consequences } from '#shared/contract/approvals.ts'
import type { Approval } from '#shared/model/approval.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'

const topUpSchema = z.object({ suggestedMinor: z.number(), currency: z.string() })

/** The cost of an approval as short text; null if unknown or if no costs are tracked. */
export function priceOf(
  { kind, subject }: Pick<Approval, 'kind' | 'subject'>,
  consequences: Consequences | null,
): string | null {
  if (kind === 'budget_top_up') {
    const asked = topUpSchema.safeParse(subject)
    if (!asked.success) return null
    const { suggestedMinor: amountMinor, currency } = asked.data
    return words.shell.waiting.asksFor(formatMoney({ amountMinor, currency }))
  }
  // Other kinds have no cost of their own: the work is done and paid for.
  if (kind !== 'task_gate' || consequences === null) return null
  const { cost, unknownCosts } = consequences.approve
  if (cost === null) return null
  return words.shell.waiting.costs(formatMoney(cost), unknownCosts > 0)
}
