import { styleText } from 'node:util'
import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Action, Explanation } from '#shared/contract/insight.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import { shellWord } from '../approval-output.ts'
import { jsonCommand, type Session } from '../command.ts'
import type { Client } from '../connect.ts'
import { type Output, plain, simulationMark } from '../output.ts'

export function addExplainCommand(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'explain', 'Explain why tasks are blocked, and which action unblocks the most')
    .argument('[run]', 'a run id (default: the newest unfinished run, else the newest run)')
    .option('--task <key>', 'also show the path from one task to its cause')
    .action((id, options) =>
      session(options, async ({ client, output }) => {
        const runId = id ?? (await findRun(client, output))
        if (runId === null) {
          output.document(null)
          output.line('No runs yet. Start one: npx switchyard run <plan>')
          return
        }
        const explanation = await client.insight.explainRun({ runId, taskKey: options.task })
        output.document(explanation)
        sayExplanation(output, explanation)
      }),
    )
}

/** It says which run it is, as nobody named it; null: there is none. */
async function findRun(client: Client, output: Output): Promise<string | null> {
  const runs = await client.runs.list({ limit: 500 })
  const run = runs.find(({ status }) => !isRunOver(status)) ?? runs[0]
  if (run === undefined) return null
  output.line(`${plain(run.title)} (${run.id})${simulationMark(run)}`)
  return run.id
}

const maxLines = 10

function sayExplanation(
  output: Output,
  { runId, isSimulated, headline, roots, otherRoots, actions, path }: Explanation,
): void {
  output.line(`${isSimulated ? 'Simulation. ' : ''}${plain(headline)}`)
  if (path !== null) {
    output.line()
    for (const { taskKey, reason } of path) {
      output.line(`  ${plain(taskKey)}  ${styleText('gray', plain(reason?.message ?? 'Running'))}`)
    }
  }
  if (roots.length > 0) output.line('\nWaiting')
  for (const { count, sentence } of roots.slice(0, maxLines)) {
    output.line(`${String(count).padStart(6)}  ${plain(sentence)}`)
  }
  const more = otherRoots + Math.max(0, roots.length - maxLines)
  if (more > 0) output.line(`        and ${more} more`)
  if (actions.length > 0) output.line('\nActions, most effective first')
  for (const action of actions.slice(0, maxLines)) {
    output.line(`  ${plain(action.sentence)}`)
    for (const command of commandsOf(action, runId)) {
      output.line(styleText('gray', `    npx switchyard ${plain(command)}`))
    }
  }
}

/** What to type; nothing where there is no command for it. */
function commandsOf(action: Action, runId: string): string[] {
  switch (action.kind) {
    case 'answer_gate': {
      const { amountMinor, approvalIds } = action
      const answer = amountMinor === null ? '<answer>' : `approve --response '{"amountMinor":${amountMinor}}'`
      return approvalIds.slice(0, maxLines).map((id) => `answer ${id} ${answer}`)
    }
    case 'resume_run':
      return [`resume ${action.runId}`]
    case 'unblock':
      return [`unblock ${runId} ${shellWord(action.taskKey)}`]
    case 'start_app':
      return [`resume ${action.runId}`]
    default:
      return []
  }
}
