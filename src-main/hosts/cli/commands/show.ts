import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { TaskDetail } from '#shared/contract/runs/runs.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import { describeRunState } from '#shared/model/runs/run-text.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { jsonCommand, type Session } from '../command.ts'
import { type Output, plain, plainLines, simulationMark } from '../output.ts'
import { printGaps } from '../run-outcome.ts'

const help = words.cliHelp.show
const text = words.cli.show

export function addShowCommands(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'runs', help.runs.about).action((options) =>
    session(options, async ({ client, output }) => {
      output.list(
        await client.runs.list({}),
        (run) =>
          `${run.id}  ${describeRunState(run).padEnd(19)}  ${plain(run.title)}  ${doneOf(run)}${simulationMark(run)}`,
        text.none,
      )
    }),
  )
  jsonCommand(program, 'show', help.show.about)
    .argument('<run>', help.show.run)
    .argument('[task]', help.show.task)
    .action((runId, taskKey, options) =>
      session(options, async ({ client, output }) => {
        if (taskKey === undefined) {
          const { run, tasks } = await client.runs.get({ runId })
          output.document({ run, tasks })
          output.line(`${plain(run.title)}: ${describeRunState(run)}, ${doneOf(run)}${simulationMark(run)}`)
          await printGaps({ client, output }, run)
          for (const { key, status, title, reason } of tasks) {
            const why = reason === null ? '' : `  (${plain(reason.message)})`
            output.line(`  ${status.padEnd(17)}  ${plain(key)}  ${plain(title)}${why}`)
          }
          return
        }
        const detail = await client.runs.getTask({ runId, taskKey })
        output.document(detail)
        printTask(output, detail)
      }),
    )
}

const doneOf = ({ counts, taskCount }: RunView): string => text.done(counts.done ?? 0, taskCount)

function printTask(output: Output, { task, attempts }: TaskDetail): void {
  output.line(`${plain(task.key)}  ${plain(task.title)}: ${task.status}`)
  if (task.reason !== null) output.line(plain(task.reason.message))
  for (const { number, agentId, status, failure, result, spent } of attempts) {
    const cost = spent === null ? '' : `, ${formatMoney(spent)}`
    const why = failure === null ? '' : `: ${plainLines(failure.message, '    ')}`
    const met = (result?.checks ?? []).length > 0 ? `, ${text.verified}` : ''
    output.line(`  ${text.attempt(number, agentId, status)}${met}${cost}${why}`)
  }
  const result = (task.result ?? attempts.findLast((each) => each.result !== null)?.result)?.text ?? ''
  if (result !== '') output.line(`\n${result.split('\n').map(plain).join('\n')}`)
}

export function addLogCommand(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'log', help.log.about)
    .option('--run <id>', help.log.run)
    .option('--limit <n>', help.log.limit, '50')
    .action((options) =>
      session(options, async ({ client, output }) => {
        if (options.run !== undefined) await client.runs.get({ runId: options.run })
        const events = await client.log.listEvents({ limit: Number(options.limit), runId: options.run })
        output.list(events.reverse(), ({ seq, at, type, runId, taskKey }) => {
          const about = [runId, taskKey].filter((part) => part !== null).join(' ')
          return `${String(seq).padStart(6)}  ${new Date(at).toISOString()}  ${type.padEnd(20)} ${plain(about)}`
        })
      }),
    )
}
