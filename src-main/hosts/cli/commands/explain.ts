import { styleText } from 'node:util'
import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Action, Explanation } from '#shared/contract/insight.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import { words } from '#shared/words/words.ts'
import { shellWord } from '../approval-output.ts'
import { jsonCommand, type Session } from '../command.ts'
import type { Client } from '../connect.ts'
import { type Output, plain, simulationMark } from '../output.ts'

const help = words.cliHelp.explain
const text = words.cli.explain

export function addExplainCommand(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'explain', help.explain.about)
    .argument('[run]', help.explain.run)
    .option('--task <key>', help.explain.task)
    .action((id, options) =>
      session(options, async ({ client, output }) => {
        const runId = id ?? (await findRun(client, output))
        if (runId === null) {
          output.document(null)
          output.line(text.noRuns)
          return
        }
        const explanation = await client.insight.explainRun({ runId, taskKey: options.task })
        output.document(explanation)
        printExplanation(output, explanation)
      }),
    )
}

/**
 * The latest unfinished run, else the latest run; null if there are no runs. Prints the run, because the command did
 * not name one.
 */
async function findRun(client: Client, output: Output): Promise<string | null> {
  const runs = await client.runs.list({ limit: 500 })
  const run = runs.find(({ status }) => !isRunOver(status)) ?? runs[0]
  if (run === undefined) return null
  output.line(`${plain(run.title)} (${run.id})${simulationMark(run)}`)
  return run.id
}

const maxLines = 10

function printExplanation(
  output: Output,
  { runId, isSimulated, headline, roots, otherRoots, actions, path }: Explanation,
): void {
  output.line(`${isSimulated ? `${words.cli.run.isSimulation} ` : ''}${plain(headline)}`)
  if (path !== null) {
    output.line()
    for (const { taskKey, reason } of path) {
      output.line(`  ${plain(taskKey)}  ${styleText('gray', plain(reason?.message ?? text.running))}`)
    }
  }
  if (roots.length > 0) output.line(`\n${text.waiting}`)
  for (const { count, sentence } of roots.slice(0, maxLines)) {
    output.line(`${String(count).padStart(6)}  ${plain(sentence)}`)
  }
  const more = otherRoots + Math.max(0, roots.length - maxLines)
  if (more > 0) output.line(`        ${text.more(more)}`)
  if (actions.length > 0) output.line(`\n${text.actions}`)
  for (const action of actions.slice(0, maxLines)) {
    output.line(`  ${plain(action.sentence)}`)
    for (const command of commandsOf(action, runId)) {
      output.line(styleText('gray', `    npx switchyard ${plain(command)}`))
    }
  }
}

/** CLI commands that perform an action; empty if only the window offers it. */
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
