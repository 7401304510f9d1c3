import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { ActorStats, Stats } from '#shared/contract/insight.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { jsonCommand, type Session } from '../command.ts'
import { type Output, plain } from '../output.ts'

const help = words.cliHelp.stats
const text = words.cli.stats

export function addStatsCommand(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'stats', help.stats.about)
    .option('--from <time>', help.stats.from)
    .option('--to <time>', help.stats.to)
    .option('--run <id>', help.stats.run)
    .option('--project <id>', help.stats.project)
    .option('--simulated', help.stats.simulated)
    .action(({ from: start, to: end, run: runId, project: projectId, simulated, json }) =>
      session({ json }, async ({ client, output }) => {
        const stats = await client.insight.stats({ start, end, runId, projectId, simulated })
        output.document({ ...stats, ...(simulated === true && { simulated }) })
        if (simulated === true) output.line(text.withSimulations)
        printStats(output, stats)
      }),
    )
}

function printStats(output: Output, stats: Stats): void {
  const { counts, successRate, medianMs, meanMs, donePerHour, settled, byAgent, bySkill, waiting } = stats
  const { done, failed, skipped, cancelled, ...open } = counts
  const openCount = Object.values(open).reduce((sum, count) => sum + count, 0)
  const rate = successRate === null ? '' : `; ${text.successRate(percentOf(successRate))}`
  output.line(`${text.tasks({ done, failed, skipped, cancelled, open: openCount })}${rate}.`)
  if (medianMs !== null) {
    const pace = donePerHour === null ? '' : `; ${text.perHour(donePerHour.toFixed(1))}`
    output.line(`${text.durations(timeOf(medianMs), timeOf(meanMs))}${pace}.`)
  }
  if (settled.length > 0) output.line(text.spent(settled.map(formatMoney).join(', ')))
  const { waitedMs, workedMs, causes } = waiting
  const all = waitedMs + workedMs
  if (causes.length > 0 && all > 0) {
    output.line(`\n${text.waited(timeOf(waitedMs), percentOf(waitedMs / all))}`)
    for (const { cause, ms, tasks } of causes) {
      output.line(`${timeOf(ms).padStart(10)}  ${text.cause(cause, tasks)}`)
    }
  }
  printActors(output, text.byAgent, byAgent)
  printActors(output, text.bySkill, bySkill)
}

function printActors(output: Output, title: string, actors: readonly ActorStats[]): void {
  if (actors.length === 0) return
  output.line(`\n${title}`)
  const width = actors.reduce((widest, { name }) => Math.max(widest, plain(name).length), 0)
  for (const { name, attempts, done, failed, medianMs } of actors) {
    output.line(`  ${plain(name).padEnd(width)}  ${text.actor(attempts, done, failed, timeOf(medianMs))}`)
  }
}

const percentOf = (share: number): string => `${Math.round(share * 100)}%`

/** Formats a duration: `12.3 s`, `4.5 min`, `2.0 h`; null: `–`. */
function timeOf(ms: number | null): string {
  if (ms === null) return '–'
  if (ms < 60_000) return text.seconds((ms / 1000).toFixed(1))
  return ms < 3_600_000 ? text.minutes((ms / 60_000).toFixed(1)) : text.hours((ms / 3_600_000).toFixed(1))
}
