import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { jsonCommand } from '../command.ts'
import { plain } from '../output.ts'
import type { Session } from '../session.ts'

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
