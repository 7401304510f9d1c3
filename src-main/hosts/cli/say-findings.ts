import { type PlanFinding, type Severity, severities } from '#shared/model/plan-finding.ts'
import { plural } from '#shared/text/plural.ts'
import { type Output, plain } from './output.ts'

export const countsOf = (findings: readonly PlanFinding[]): Record<Severity, number> => {
  const counts = { error: 0, warning: 0, hint: 0 }
  for (const { severity } of findings) counts[severity] += 1
  return counts
}

/** A large plan has the same oddity in most of its tasks. */
const maxPerCode = 5

export function sayFindings(
  output: Output,
  { title, findings }: { readonly title: string; readonly findings: readonly PlanFinding[] },
): void {
  if (findings.length === 0) return output.line(plain(`${title}: nothing to mend.`))
  const counts = countsOf(findings)
  output.line(plain(`${title}: ${severities.map((each) => plural(counts[each], each)).join(', ')}`))
  const seen = new Map<string, number>()
  for (const { code, severity, message, fixes } of findings) {
    const count = (seen.get(code) ?? 0) + 1
    seen.set(code, count)
    if (count > maxPerCode) continue
    output.line(plain(`  ${marks[severity]} ${message} (${code})`))
    for (const { id, title: what, isSafe } of fixes) {
      output.line(plain(`      ${what}${isSafe ? ' (safe)' : ''}: --fix ${JSON.stringify(id)}`))
    }
  }
  for (const [code, count] of seen) {
    if (count > maxPerCode) output.line(`  … and ${count - maxPerCode} more of ${code}; --json shows all.`)
  }
}

const marks: Record<Severity, string> = { error: '✗', warning: '!', hint: '·' }
