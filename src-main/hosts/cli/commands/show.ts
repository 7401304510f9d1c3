import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { TaskDetail } from '#shared/contract/runs/runs.ts'
import { formatMoney } from '#shared/model/money.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import { describeRunState } from '#shared/model/runs/run-text.ts'
import { jsonCommand, type Session } from '../command.ts'
import { type Output, plain, plainLines, simulationMark } from '../output.ts'
import { printGaps } from '../run-outcome.ts'

export function addShowCommands(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'runs', 'List runs, newest first').action((options) =>
    session(options, async ({ client, output }) => {
      output.list(
        await client.runs.list({}),
        (run) =>
          `${run.id}  ${describeRunState(run).padEnd(19)}  ${plain(run.title)}  ${doneOf(run)}${simulationMark(run)}`,
        'No runs yet.',
      )
    }),
  )
  jsonCommand(program, 'show', 'Show a run with its tasks, or a task with its result')
    .argument('<run>', 'a run id from `switchyard runs`')
    .argument('[task]', 'a task key')
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
        sayTask(output, detail)
      }),
    )
}

const doneOf = ({ counts, taskCount }: RunView): string => `${counts.done ?? 0} of ${taskCount} done`

function sayTask(output: Output, { task, attempts }: TaskDetail): void {
  output.line(`${plain(task.key)}  ${plain(task.title)}: ${task.status}`)
  if (task.reason !== null) output.line(plain(task.reason.message))
  for (const { number, agentId, status, failure, result, spent } of attempts) {
    const cost = spent === null ? '' : `, ${formatMoney(spent)}`
    const why = failure === null ? '' : `: ${plainLines(failure.message, '    ')}`
    const met = (result?.checks ?? []).length > 0 ? ', verified' : ''
    output.line(`  attempt ${number} by ${agentId}: ${status}${met}${cost}${why}`)
  }
  const text = (task.result ?? attempts.findLast(({ result }) => result !== null)?.result)?.text
  if (text !== undefined && text !== '') output.line(`\n${text.split('\n').map(plain).join('\n')}`)
}

export function addLogCommand(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'log', 'Print the event log, oldest first')
    .option('--run <id>', 'only the events of one run')
    .option('--limit <n>', 'the number of newest events', '50')
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
