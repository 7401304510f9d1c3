import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { RunView } from '#shared/model/runs/run.ts'
import { jsonCommand } from '../command.ts'
import type { Client } from '../connect.ts'
import { plain, simulationMark } from '../output.ts'
import type { Session } from '../session.ts'

interface Hold {
  readonly name: string
  readonly description: string
  readonly act: (client: Client, runId: string) => Promise<RunView>
  readonly say: (run: RunView) => string
}

/** `unpause`, because `resume` is the command that stays with a run that was cut off. */
const holds: readonly Hold[] = [
  {
    name: 'pause',
    description: 'Start nothing more of a run for now; what runs goes on to its end',
    act: (client, runId) => client.runs.pause({ runId }),
    say: ({ id, counts }) =>
      `Paused; ${counts.in_progress ?? 0} still running. Go on: npx switchyard unpause ${id}`,
  },
  {
    name: 'unpause',
    description: 'Let a paused run go on',
    act: (client, runId) => client.runs.resume({ runId }),
    say: ({ id }) => `It may go on. Stay with it: npx switchyard resume ${id}`,
  },
  {
    name: 'stop',
    description: 'End a run for good; its agents are told to stop',
    act: (client, runId) => client.runs.cancel({ runId }),
    say: ({ status }) =>
      status === 'stopping'
        ? 'Stopping: its agents have been told, and not all have stopped yet.'
        : 'Stopped.',
  },
]

/** What is done to a run while it is on its way. */
export function addHoldCommands(program: CommandUnknownOpts, session: Session): void {
  for (const { name, description, act, say } of holds) {
    jsonCommand(program, name, description)
      .argument('<run>', 'the id of a run')
      .action((runId, options) =>
        session(options, async ({ client, output }) => {
          const run = await act(client, runId)
          output.document(run)
          output.line(`${plain(run.title)}${simulationMark(run)}: ${say(run)}`)
        }),
      )
  }
  jsonCommand(program, 'unblock', 'Say that what an agent reported does not hold a task any more')
    .argument('<run>', 'the id of a run')
    .argument('<task>', 'a task of it that its agent reported as blocked')
    .action((runId, taskKey, options) =>
      session(options, async ({ client, output }) => {
        const task = await client.runs.unblockTask({ runId, taskKey })
        output.document(task)
        output.line(`${plain(task.key)} may start again. Go on: npx switchyard resume ${plain(runId)}`)
      }),
    )
}
