import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { MergePreview, WorkspaceView } from '#shared/contract/workspaces.ts'
import { describeRunState } from '#shared/model/runs/run-text.ts'
import { jsonCommand, type Session } from '../command.ts'
import { exitCodes, type Output, plain } from '../output.ts'

/** What becomes of the work in worktrees and folders of runs. */
export function addWorkspaceCommands(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'merge', 'Preview the changes of a run; with --hash, merge them into the project')
    .argument('<run>', 'the id of a run that used git worktrees')
    .option('--task <key>', 'only the changes of one task and of the tasks before it')
    .option(
      '--hash <hash>',
      'the hash of the preview: merge exactly these changes into the checked-out branch',
    )
    .option('--by <name>', 'your name')
    .action((runId, options) =>
      session(options, async ({ client, output }) => {
        const about = { runId, taskKey: options.task }
        const preview = await client.workspaces.previewMerge(about)
        const { hash: given } = options
        if (given === undefined) {
          output.document(preview)
          sayPreview(output, preview, about)
          return
        }
        const isSeen = given.length >= shownHashChars && preview.hash.startsWith(given)
        const merged = await client.workspaces.merge({
          ...about,
          by: options.by,
          hash: isSeen ? preview.hash : given,
        })
        output.document(merged)
        output.line(`Merged into ${placeOf(merged)} as ${merged.commit.slice(0, 12)}.`)
      }),
    )
  const workspaces = program.command('workspaces').description('List and clean the workspaces of runs')
  jsonCommand(workspaces, 'list', 'List the workspaces, with the reason to keep each').action((options) =>
    session(options, async ({ client, output }) => {
      const list = await client.workspaces.list()
      output.document(list)
      for (const each of list) sayWorkspace(output, each)
      if (list.length === 0) output.line('No run has a workspace.')
    }),
  )
  jsonCommand(workspaces, 'clean', 'Remove the workspaces of finished runs; the log and the results stay')
    .option('--run <run>', 'only the workspace of one run')
    .option('--force', 'also remove unmerged work; unfinished runs are never touched')
    .action((options) =>
      session(options, async ({ client, output }) => {
        const { run: runId, force = false } = options
        const report = await client.workspaces.clean({ force, runId })
        output.document(report)
        for (const name of report.removed) output.line(`Removed ${name}.`)
        for (const each of report.kept) sayWorkspace(output, each)
        if (report.removed.length + report.kept.length === 0) output.line('Nothing to remove.')
        return runId !== undefined && report.kept.length > 0 ? exitCodes.refused : exitCodes.done
      }),
    )
}

const shownHashChars = 10

const placeOf = ({ branch, folder }: Pick<MergePreview, 'branch' | 'folder'>): string =>
  `${plain(branch ?? 'the checked-out commit')} in ${plain(folder)}`

function sayPreview(
  output: Output,
  preview: MergePreview,
  about: { runId: string; taskKey: string | undefined },
): void {
  const { changes, hash } = preview
  output.text(changes.diff)
  if (changes.diffBytesLeftOut > 0) {
    output.note(`  ! ${changes.diffBytesLeftOut} of ${changes.diffBytes} bytes of the diff are not shown.`)
  }
  const task = about.taskKey === undefined ? '' : ` --task ${JSON.stringify(about.taskKey)}`
  const files = changes.fileCount === 1 ? '1 file' : `${changes.fileCount} files`
  output.note(`The merge changes ${files} on ${placeOf(preview)}. Nothing is merged yet.`)
  output.note(`Merge: npx switchyard merge ${about.runId}${task} --hash ${hash.slice(0, shownHashChars)}`)
}

function sayWorkspace(output: Output, { name, title, mode, status, outcome, kept }: WorkspaceView): void {
  const state = status === null ? 'unknown' : describeRunState({ status, outcome })
  output.line([name, mode, state, plain(title ?? '')].filter((part) => part !== '').join('  '))
  if (kept !== null) output.line(`  kept: ${plain(`${kept.message} ${kept.hint}`)}`)
}
