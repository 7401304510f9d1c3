import type { GuardFinding } from '#shared/model/decisions/decision.ts'
import type { DecisionFacts } from '#shared/model/decisions/decision-facts.ts'
import { clip } from '#shared/text/clip.ts'
import { askForApproval } from './facts/approvals.ts'

const maxNamed = 5
const maxQuoted = 300

/** Reasons that keep a goal from its end, read from its files and tasks. */
export function findFacts(facts: DecisionFacts): GuardFinding[] {
  const { openDeliverables, isPlanMissing, isOnlyPlanned, redVerdicts, openQuestions, openParts } = facts
  const [approval] = facts.openApprovals
  const findings: GuardFinding[] = []
  if (isPlanMissing) {
    findings.push({ code: 'no_plan', message: 'The scope names deliverables, and there is no plan.' })
  }
  if (isOnlyPlanned && openDeliverables.length === 0) {
    findings.push({
      code: 'nothing_made',
      message: 'Nothing was made yet: every finished task only scoped or planned.',
    })
  }
  if (openDeliverables.length > 0) {
    const message = `The plan names open deliverables: ${named(openDeliverables)}.`
    findings.push({ code: 'open_deliverables', message })
  }
  for (const { source, quote } of redVerdicts) {
    findings.push({
      code: 'red_verdict',
      message: `The last verdict is not green: ${source} says "${clip(quote, maxQuoted)}".`,
    })
  }
  if (openQuestions.length > 0) {
    const [first] = openQuestions
    const more = openQuestions.length === 1 ? '' : ` and ${openQuestions.length - 1} more`
    findings.push({
      code: 'open_question',
      message: `A question to the owner is open: "${clip(first ?? '', 1000)}"${more}.`,
    })
  }
  if (openParts.length > 0) {
    const message = `The goal asks for parts that no task covers: ${named(openParts)}.`
    findings.push({ code: 'open_part', message })
  }
  if (approval !== undefined) findings.push({ code: 'open_approval', message: askForApproval(approval) })
  return findings
}

/** Whole where they are short: an answer to a question that quotes one is found again by it. */
function named(texts: readonly string[]): string {
  const shown = texts.slice(0, maxNamed).map((text) => `"${clip(text, maxQuoted)}"`)
  const rest = texts.length - shown.length
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
