import { formatMoney } from '#shared/model/money.ts'
import type { AttemptView } from '#shared/model/runs/attempt.ts'
import { words } from '../../../words/words.ts'

/** What an attempt cost, or what is held for it while it runs; null where no money is involved. */
export function costOfAttempt({ spent, reserved, endedAt }: AttemptView): string | null {
  const held = reserved === null || endedAt !== null ? null : words.run.attempts.held(formatMoney(reserved))
  if (spent === null) return held
  return held === null ? formatMoney(spent) : words.run.attempts.soFar(formatMoney(spent), held)
}
