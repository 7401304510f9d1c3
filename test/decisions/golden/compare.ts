import { isDeepStrictEqual } from 'node:util'
import type { Outcome } from './golden.ts'

/** Differences between the expected and the actual outcome, as text; empty: no differences. */
export function compareOutcomes(title: string, expected: Outcome, found: Outcome): string {
  const [left, right] = [fieldsOf(expected), fieldsOf(found)]
  const names = [...new Set([...left.keys(), ...right.keys()])]
  const lines = names
    .filter((name) => !isDeepStrictEqual(left.get(name), right.get(name)))
    .flatMap((name) => [
      `  ${name}`,
      `    expected: ${inWords(left.get(name))}`,
      `    found:    ${inWords(right.get(name))}`,
    ])
  return lines.length === 0 ? '' : [title, ...lines].join('\n')
}

const inWords = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value))

function fieldsOf({ decision, priority, findings, refused }: Outcome): Map<string, unknown> {
  const { context_to_pass: passed, ...said } = decision
  const fields = {
    ...said,
    files_to_reference: passed?.files_to_reference,
    key_information: passed?.key_information,
    priority,
    findings,
    refused,
  }
  return new Map(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null))
}
