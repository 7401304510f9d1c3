import { basename, resolve } from 'node:path'
import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import { exportFormats, type ImportReport } from '#shared/contract/plans/plans.ts'
import { words } from '#shared/words/words.ts'
import { jsonCommand, type Session } from '../command.ts'
import { readEncoded, readPlanFile, writeText } from '../files.ts'
import { isFolder, readFolder } from '../folder.ts'
import { type Output, plain } from '../output.ts'
import { findInput } from '../shipped-files.ts'

const help = words.cliHelp.import
const text = words.cli.import

export function addImportCommands(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'import', help.import.about)
    .argument('<file>', help.import.file, findInput)
    .option('--dry-run', help.import.dryRun)
    .action((file, options) =>
      session(options, async ({ client, output }) => {
        const dryRun = options.dryRun ?? false
        const report = await client.plans.import({ ...readInput(file, output), dryRun })
        output.document(documentOf(report))
        printReport(output, report)
      }),
    )
  addExport(program, session)
}

function addExport(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'export', help.export.about)
    .argument('<plan>', help.export.plan)
    .addOption(
      new Option('--format <format>', help.export.format).choices([...exportFormats]).default('switchyard'),
    )
    .option('--out <file>', help.export.out)
    .action((planId, options) =>
      session(options, async ({ client, output }) => {
        const exported = await client.plans.export({ planId, format: options.format })
        const { format, text, fileName, losses } = exported
        if (options.out !== undefined) writeText(options.out, text)
        else output.text(text)
        for (const { where, message, code } of losses)
          output.note(`  ! ${plain(`${where}: ${message}`)} (${code})`)
        output.document({ format, file_name: fileName, text, losses })
      }),
    )
}

/** Reads a file or folder in the form that an import accepts. Prints a note if the encoding is a guess. */
export function readInput(path: string, output: Output) {
  if (isFolder(path)) return { files: readFolder(path), fileName: basename(resolve(path)) }
  const { text, encoding } = readEncoded(path)
  if (encoding === 'windows-1252') output.note(words.cli.import.readAsWindows(plain(path)))
  const projectFolder = readPlanFile(path, text)?.project_folder
  return { text, fileName: basename(path), projectFolder }
}

function documentOf({ format, plans, warnings }: ImportReport) {
  return {
    format,
    plans: plans.map(({ planId, longestPath, withSubtasks, ...plan }) => ({
      key: plan.key,
      title: plan.title,
      plan_id: planId,
      tasks: plan.tasks,
      edges: plan.edges,
      roots: plan.roots,
      longest_path: longestPath,
      cycles: plan.cycles,
      dangling: plan.dangling,
      with_subtasks: withSubtasks,
    })),
    warnings,
  }
}

function printReport(output: Output, { plans, warnings }: ImportReport): void {
  for (const warning of warnings)
    output.line(`  ! ${plain(`${warning.where}: ${warning.message}`)} (${warning.code})`)
  for (const plan of plans) {
    const { title, tasks, edges, roots, longestPath, planId } = plan
    const path = longestPath === null ? text.cycle : text.longestPath(longestPath)
    const counts = { tasks, withSubtasks: plan.withSubtasks.nodes, edges, roots }
    output.line(text.plan(plain(title), counts, path))
    if (planId !== null && plan.cycles === 0 && tasks > 0) output.line(`  ${text.run(planId)}`)
  }
}
