import type { Check, CheckOutcome } from '#shared/model/check.ts'
import { describeOutcomes, wordsOf } from '#shared/model/check-words.ts'
import type { Money } from '#shared/model/money.ts'
import type { AttemptSignal, Verification, Verify } from '../../engine/ports.ts'
import { checkByAgent } from './check-by-agent.ts'
import { checkFile } from './check-file.ts'
import { checkSchema } from './check-schema.ts'
import type { Checked, VerifyOptions } from './checked.ts'

/**
 * Looks at each check in its order, and at those after one that is not met as well: the next attempt is told of all at
 * once. Agents that check work in the same workspace, hold no slot, and what they cost is the attempt's.
 */
export function createVerify(options: VerifyOptions): Verify {
  return async function* verify(verification) {
    const { context, result, signal } = verification
    let { spent } = verification
    const outcomes: CheckOutcome[] = []
    for (const check of context.doneWhen) {
      signal.throwIfAborted()
      const what = wordsOf(check)
      const checked = await look(options, verification, check)
      signal.throwIfAborted()
      const { isMet } = checked
      outcomes.push({ what, isMet, evidence: checked.evidence.slice(0, longestEvidence) })
      yield { type: 'log', level: isMet ? 'info' : 'warn', text: `${isMet ? 'Met' : 'Not met'}: ${what}` }
      const sum = sumOf(spent, checked.spent ?? null)
      if (sum !== spent && sum !== null) yield { type: 'usage', spent: sum }
      spent = sum
    }
    yield endOf(outcomes, result)
  }
}

const longestEvidence = 10_000

function look(options: VerifyOptions, verification: Verification, check: Check): Promise<Checked> {
  switch (check.kind) {
    case 'file':
      return checkFile(options.workspaces, verification, check)
    case 'schema':
      return checkSchema(options.workspaces, verification, check)
    case 'command':
    case 'reviewer':
      return checkByAgent(options, verification, check)
  }
}

/** An attempt's cost has one currency: what a check cost in another cannot be added to it, and is said in its evidence. */
function sumOf(spent: Money | null, more: Money | null): Money | null {
  if (more === null || more.amountMinor === 0) return spent
  if (spent === null) return more
  if (spent.currency !== more.currency) return spent
  return { ...spent, amountMinor: spent.amountMinor + more.amountMinor }
}

function endOf(outcomes: readonly CheckOutcome[], result: Verification['result']): AttemptSignal {
  if (outcomes.every(({ isMet }) => isMet)) {
    return { type: 'result', result: { text: result.text, data: result.data, checks: [...outcomes] } }
  }
  return { type: 'failure', failure: { reason: 'unverified', message: describeOutcomes(outcomes) } }
}
