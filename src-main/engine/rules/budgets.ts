import type { CommandOf } from '#shared/commands.ts'
import { formatMoney } from '#shared/model/money.ts'
import { refusal } from '#shared/refusal.ts'
import { err, ok } from '#shared/result.ts'
import { noAnswer, type Outcome, type Rule } from './rule.ts'

/** A cap may be raised and lowered, but not below what is spent and held. */
export function setBudget(rule: Rule, { account: key, cap }: CommandOf<'budget.set'>): Outcome {
  const account = rule.state.accounts.get(key)
  if (account !== undefined && account.currency !== cap.currency) {
    const message = `The budget of ${key} is in ${account.currency}.`
    return err(refusal('E_STATE', message, 'Set it in that currency.', { field: 'currency' }))
  }
  if (account === undefined && key.startsWith('branch:')) {
    const message = `There is no budget ${key}.`
    return err(refusal('E_NOT_FOUND', message, 'A branch has one from its plan on.', { field: 'account' }))
  }
  const used = (account?.reservedMinor ?? 0) + (account?.settledMinor ?? 0)
  if (cap.amountMinor < used) {
    const spent = formatMoney({ amountMinor: used, currency: cap.currency })
    return err(
      refusal('E_STATE', `${spent} are spent or reserved already.`, 'Set at least that.', {
        field: 'amountMinor',
      }),
    )
  }
  rule.emit({ type: 'budget.set', account: key, cap })
  return ok(noAnswer)
}
