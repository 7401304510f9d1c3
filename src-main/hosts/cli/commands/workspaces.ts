import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { MergePreview, WorkspaceView } from '#shared/contract/workspaces.ts'
import { describeRunState } from '#shared/model/runs/run-text.ts'
import { words } from '#shared/words/words.ts'
import { jsonCommand, type Session } from '../command.ts'
import { exitCodes, type Output, plain } from '../output.ts'

const help = words.cliHelp.workspaces
const text = words.cli.workspaces

/** Adds `merge` and the commands for workspaces of runs: folders and git worktrees. */
export function addWorkspaceCommands(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'merge', help.merge.about)
    .argument('<run>', help.merge.run)
    .option('--task <key>', help.merge.task)
    .option('--hash <hash>', help.merge.hash)
    .option('--by <name>', help.merge.by)
    .action((runId, options) =>
      session(options, async ({ client, output }) => {
        const about = { runId, taskKey: options.task }
        const preview = await client.workspaces.previewMerge(about)
        const { hash: given } = options
        if (given === undefined) {
          output.document(preview)
          printPreview(output, preview, about)
          return
        }
        const isSeen = given.length >= shownHashChars && preview.hash.startsWith(given)
        const merged = await client.workspaces.merge({
          ...about,
          by: options.by,
          hash: isSeen ? preview.hash : given,
        })
        output.document(merged)
        output.line(text.merged(placeOf(merged), merged.commit.slice(0, 12)))
      }),
    )
  const workspaces = program.command('workspaces').description(help.workspaces.about)
  jsonCommand(workspaces, 'list', help.list.about).action((options) =>
    session(options, async ({ client, output }) => {
      const list = await client.workspaces.list()
      output.document(list)
      for (const each of list) printWorkspace(output, each)
      if (list.length === 0) output.line(text.none)
    }),
  )
  jsonCommand(workspaces, 'clean', help.clean.about)
    .option('--run <run>', help.clean.run)
    .option('--force', help.clean.force)
    .action((options) =>
      session(options, async ({ client, output }) => {
        const { run: runId, force = false } = options
        const report = await client.workspaces.clean({ force, runId })
        output.document(report)
        for (const name of report.removed) output.line(text.removed(name))
        for (const each of report.kept) printWorkspace(output, each)
        if (report.removed.length + report.kept.length === 0) output.line(text.nothingToRemove)
        return runId !== undefined && report.kept.length > 0 ? exitCodes.refused : exitCodes.done
      }),
    )
}

const shownHashChars = 10

const placeOf = ({ branch, folder }: Pick<MergePreview, 'branch' | 'folder'>): string =>
  text.place(plain(branch ?? text.detached), plain(folder))

function printPreview(
  output: Output,
  preview: MergePreview,
  about: { runId: string; taskKey: string | undefined },
): void {
  const { changes, hash } = preview
  output.text(changes.diff)
  if (changes.diffBytesLeftOut > 0) {
    output.note(`  ! ${text.diffCut(changes.diffBytesLeftOut, changes.diffBytes)}`)
  }
  const task = about.taskKey === undefined ? '' : ` --task ${JSON.stringify(about.taskKey)}`
  output.note(text.preview(changes.fileCount, placeOf(preview)))
  output.note(text.merge(about.runId, task, hash.slice(0, shownHashChars)))
}

function printWorkspace(output: Output, { name, title, mode, status, outcome, kept }: WorkspaceView): void {
  const state = status === null ? text.unknown : describeRunState({ status, outcome })
  output.line([name, mode, state, plain(title ?? '')].filter((part) => part !== '').join('  '))
  if (kept !== null) output.line(`  ${plain(text.kept(`${kept.message} ${kept.hint}`))}`)
}
