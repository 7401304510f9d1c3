import type { PlayedWay, PlayedWays } from '#shared/model/plan-ways.ts'
import { plural } from '#shared/text/plural.ts'
import { type Output, plain } from './output.ts'

const maxNamed = 20

/** Tasks that run and tasks that are skipped, for each condition met and not met. */
export function printWays(output: Output, { ways, conditionsLeftOut }: PlayedWays): void {
  if (ways.length === 0) return
  output.line('Conditions, each played both ways:')
  for (const way of ways) {
    output.line(plain(`  ${describeWay(way)}`))
    output.line(plain(`    Runs: ${listKeys(way.runs)}`))
    output.line(plain(`    Skipped: ${listKeys(way.skipped)}`))
    if (way.open.length > 0) output.line(plain(`    Depends on another condition: ${listKeys(way.open)}`))
  }
  if (conditionsLeftOut > 0) output.line(`  Not played: ${plural(conditionsLeftOut, 'more condition')}.`)
}

/** `If check fails and the condition of ship is met:` */
export function describeWay({ fails, assumes }: Pick<PlayedWay, 'fails' | 'assumes'>): string {
  const parts = [
    ...(fails.length === 0 ? [] : [`${fails.join(' and ')} ${fails.length === 1 ? 'fails' : 'fail'}`]),
    ...assumes.map(({ taskKey, isMet }) => `the condition of ${taskKey} is ${isMet ? 'met' : 'not met'}`),
  ]
  return parts.length === 0 ? 'If every task succeeds:' : `If ${parts.join(' and ')}:`
}

function listKeys(keys: readonly string[]): string {
  if (keys.length === 0) return 'none'
  const shown = keys.slice(0, maxNamed).join(', ')
  return keys.length > maxNamed ? `${shown} and ${keys.length - maxNamed} more` : shown
}
