import type { Check, CheckOutcome } from './check.ts'

/** What a check looks at, for people. */
export function wordsOf(check: Check): string {
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

/** Why a result does not count, with the evidence of each check that is not met. */
export function describeOutcomes(outcomes: readonly CheckOutcome[]): string {
  const missed = outcomes.filter(({ isMet }) => !isMet)
  const head = `It was reported as done, and ${missed.length} of ${outcomes.length} checks are not met.`
  return [head, ...missed.map(({ what, evidence }) => `- ${what}: ${evidence}`)].join('\n')
}

/** What `describeOutcomes` said of the checks that are not met; null where it is not to be found there. */
export function readOutcomes(message: string, checks: readonly Check[]): CheckOutcome[] | null {
  const found: { readonly what: string; readonly from: number; readonly to: number }[] = []
  let after = 0
  for (const what of checks.map(wordsOf)) {
    const mark = `\n- ${what}: `
    const from = message.indexOf(mark, after)
    if (from === -1) continue
    after = from + mark.length
    found.push({ what, from, to: after })
  }
  if (found.length === 0) return null
  return found.map(({ what, to }, at) => ({
    what,
    isMet: false,
    evidence: message.slice(to, found[at + 1]?.from),
  }))
}
