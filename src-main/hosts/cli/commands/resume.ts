import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { isRunOver } from '#shared/model/runs/run.ts'
import { jsonCommand } from '../command.ts'
import { listFiles, sayMade } from '../made-files.ts'
import { sayOutcome } from '../say-outcome.ts'
import type { Session } from '../session.ts'
import { watchRun } from '../watch-run.ts'

export function addResumeCommand(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'resume', 'Go on with a run that was cut off or waited; what is done stays done')
    .argument('[run]', 'the id of a run; by default the newest that is not over')
    .action((id, options) =>
      session({ ...options, isWorking: true }, async ({ client, output, stop }) => {
        const runs = await client.runs.list({ limit: 500 })
        const runId = id ?? runs.find(({ status }) => !isRunOver(status))?.id
        if (runId === undefined) {
          output.document({ build: null, run: null })
          output.line('Every run is over.')
          return
        }
        output.line(`Run ${runId}`)
        const code = await watchRun({ client, output, stop }, { runId, build: null })
        const { run } = await client.runs.get({ runId })
        // Only a goal makes files to be taken away; to look for them in a run of 10,000 tasks takes long.
        if (run.goal !== null && !output.isJson) sayMade(output, runId, await listFiles(client, runId))
        if (run.goal !== null) sayOutcome(output, await client.goals.getOutcome({ runId }))
        return code
      }),
    )
}
