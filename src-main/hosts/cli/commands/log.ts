import type { Command } from 'commander'
import { exitCodes, plain } from '../output.ts'
import type { Session } from '../session.ts'

interface LogOptions {
  readonly run?: string
  readonly limit: string
  readonly json?: boolean
}

export function addLogCommand(program: Command, session: Session): void {
  program
    .command('log')
    .option('--run <id>', 'only the events of one run')
    .option('--limit <n>', 'how many, the newest', '50')
    .option('--json', 'print one JSON document and nothing else')
    .description('The event log, oldest first')
    .action((options: LogOptions) =>
      session(options, async ({ client, output }) => {
        const limit = Number(options.limit)
        if (options.run !== undefined) await client.runs.get({ runId: options.run })
        const events = await client.log.listEvents({
          limit,
          ...(options.run !== undefined && { runId: options.run }),
        })
        events.reverse()
        output.document(events)
        for (const { seq, at, type, runId, taskKey } of events) {
          const about = [runId, taskKey].filter((part) => part !== null).join(' ')
          output.line(
            `${String(seq).padStart(6)}  ${new Date(at).toISOString()}  ${type.padEnd(20)} ${plain(about)}`,
          )
        }
        return exitCodes.done
      }),
    )
}
