import { words } from '../words/words.ts'
import type { Check, CheckOutcome } from './check.ts'

const text = words.resultChecks

/** Describes a check for people. */
export function describeCheck(check: Check): string {
  switch (check.kind) {
    case 'file':
      return check.contains === undefined
        ? text.fileExists(check.path)
        : text.fileContains(check.path, JSON.stringify(check.contains))
    case 'schema':
      return check.file === undefined ? text.outputMatches : text.fileMatches(check.file)
    case 'command':
      return text.commandSucceeds(check.agent)
    case 'reviewer':
      return text.reviewPasses(check.agent, check.question ?? null)
  }
}

/** Description of a check as written in older events, before texts moved to the catalogue. */
function describeAsBefore(check: Check): string {
  switch (check.kind) {
    case 'file':
      return check.contains === undefined
        ? `the file ${check.path} is there and is not empty`
        : `the file ${check.path} holds ${JSON.stringify(check.contains)}`
    case 'schema':
      return `${check.file === undefined ? 'what it handed over' : `the file ${check.file}`} fits its schema`
    case 'command':
      return `the program of ${check.agent} ends well`
    case 'reviewer':
      return `${check.agent} finds it right${check.question === undefined ? '' : `: ${check.question}`}`
  }
}

/** Reason why a result is not accepted, with the evidence of each failed check. */
export function describeOutcomes(outcomes: readonly CheckOutcome[]): string {
  const failed = outcomes.filter(({ isMet }) => !isMet)
  const lines = failed.map(({ what, evidence }) => `- ${what}: ${evidence}`)
  return [text.notPassed(failed.length, outcomes.length), ...lines].join('\n')
}

/** Parses the failed checks from a message of `describeOutcomes`; null if there are none. */
export const readOutcomes = (message: string, checks: readonly Check[]): CheckOutcome[] | null =>
  readNamed(message, checks.map(describeCheck)) ?? readNamed(message, checks.map(describeAsBefore))

function readNamed(message: string, names: readonly string[]): CheckOutcome[] | null {
  const found: { readonly what: string; readonly from: number; readonly to: number }[] = []
  let after = 0
  for (const what of names) {
    const mark = `\n- ${what}: `
    const from = message.indexOf(mark, after)
    if (from === -1) continue
    after = from + mark.length
    found.push({ what, from, to: after })
  }
  if (found.length === 0) return null
  return found.map(({ what, to }, index) => ({
    what,
    isMet: false,
    evidence: message.slice(to, found[index + 1]?.from),
  }))
}
