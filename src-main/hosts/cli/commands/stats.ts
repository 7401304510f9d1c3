import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { ActorStats, Stats } from '#shared/contract/insight.ts'
import { formatMoney } from '#shared/model/money.ts'
import { jsonCommand, type Session } from '../command.ts'
import { type Output, plain } from '../output.ts'

export function addStatsCommand(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'stats', 'Show finished tasks by agent, with durations and waiting times')
    .option('--from <time>', 'only tasks that ended at or after this UTC day or time')
    .option('--to <time>', 'only tasks that ended before this UTC day or time')
    .option('--run <id>', 'only one run')
    .option('--project <id>', 'only the runs of one project')
    .option('--simulated', 'include simulations')
    .action(({ from: start, to: end, run: runId, project: projectId, simulated, json }) =>
      session({ json }, async ({ client, output }) => {
        const stats = await client.insight.stats({ start, end, runId, projectId, simulated })
        output.document({ ...stats, ...(simulated === true && { simulated }) })
        if (simulated === true) output.line('These figures include simulations.')
        sayStats(output, stats)
      }),
    )
}

function sayStats(output: Output, stats: Stats): void {
  const { counts, successRate, medianMs, meanMs, donePerHour, settled, byAgent, bySkill, waiting } = stats
  const { done, failed, skipped, cancelled, ...open } = counts
  const openCount = Object.values(open).reduce((sum, count) => sum + count, 0)
  const rest = [`${failed} failed`, `${skipped} skipped`, `${cancelled} cancelled`, `${openCount} open`]
  const rate = successRate === null ? '' : `; success rate ${percentOf(successRate)}`
  output.line(`${done} tasks done, ${rest.join(', ')}${rate}.`)
  if (medianMs !== null) {
    const pace = donePerHour === null ? '' : `; ${donePerHour.toFixed(1)} done per hour`
    output.line(`Attempt duration: median ${timeOf(medianMs)}, mean ${timeOf(meanMs)}${pace}.`)
  }
  if (settled.length > 0) output.line(`Spent: ${settled.map(formatMoney).join(', ')}.`)
  const { waitedMs, workedMs, causes } = waiting
  const all = waitedMs + workedMs
  if (causes.length > 0 && all > 0) {
    output.line(`\nTasks waited ${timeOf(waitedMs)}, ${percentOf(waitedMs / all)} of their time, by cause:`)
    for (const { cause, ms, tasks } of causes) {
      const count = tasks === 1 ? '1 task' : `${tasks} tasks`
      output.line(`${timeOf(ms).padStart(10)}  ${cause}  (${count})`)
    }
  }
  sayActors(output, 'By agent', byAgent)
  sayActors(output, 'By skill', bySkill)
}

function sayActors(output: Output, title: string, actors: readonly ActorStats[]): void {
  if (actors.length === 0) return
  output.line(`\n${title}`)
  const width = actors.reduce((widest, { name }) => Math.max(widest, plain(name).length), 0)
  for (const { name, attempts, done, failed, medianMs } of actors) {
    const count = attempts === 1 ? '1 attempt' : `${attempts} attempts`
    output.line(
      `  ${plain(name).padEnd(width)}  ${count}, ${done} done, ${failed} failed, ${timeOf(medianMs)}`,
    )
  }
}

const percentOf = (share: number): string => `${Math.round(share * 100)}%`

/** `12.3 s`, `4.5 min`, `2.0 h`. */
function timeOf(ms: number | null): string {
  if (ms === null) return '–'
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  return ms < 3_600_000 ? `${(ms / 60_000).toFixed(1)} min` : `${(ms / 3_600_000).toFixed(1)} h`
}
