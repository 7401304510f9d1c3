import type { Fields } from '../fields.ts'
import type { Warnings } from '../warnings.ts'

interface Condition {
  readonly condition: 'always' | 'failure' | null
  /** The `if` as it stands, where it says more than a plan's condition; null without one. */
  readonly shown: string | null
}

const simple: ReadonlyMap<string, Condition> = new Map([
  ['always()', { condition: 'always', shown: null }],
  ['failure()', { condition: 'failure', shown: null }],
  ['success()', { condition: null, shown: null }],
])

interface Conditional {
  readonly key: string
  readonly where: string
  readonly fields: Fields
}

/** A job's `if`: the plain ones as conditions of a plan, any other as text that is told not to be evaluated. */
export function readCondition(job: Conditional, warnings: Warnings): Condition {
  const written = job.fields.if
  if (written === undefined || written === null) return { condition: null, shown: null }
  const text = typeof written === 'object' ? JSON.stringify(written) : String(written).trim()
  const known = simple.get(bareExpression(text))
  if (known !== undefined) return known
  const say = (who: string) =>
    `The condition of ${who} is not evaluated: it stands in the description as text, and a run starts that work once what it depends on has succeeded.`
  warnings.sum({ code: 'condition_not_evaluated', key: job.key, where: job.where, say })
  return { condition: null, shown: text }
}

/** Without `${{ }}` around it, spaces and upper case. */
function bareExpression(text: string): string {
  if (text.length > 200) return text
  const isWrapped = text.startsWith('${{') && text.endsWith('}}')
  return (isWrapped ? text.slice(3, -2) : text).replaceAll(/\s/g, '').toLowerCase()
}
