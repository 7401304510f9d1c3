import { basename, resolve } from 'node:path'
import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import { exportFormats, type ImportReport } from '#shared/contract/plans/plans.ts'
import { plural } from '#shared/text/plural.ts'
import { jsonCommand, type Session } from '../command.ts'
import { readEncoded, readPlanFile, writeText } from '../files.ts'
import { isFolder, readFolder } from '../folder.ts'
import { type Output, plain } from '../output.ts'
import { findInput } from '../shipped-files.ts'

export function addImportCommands(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'import', 'Import plans from a file or folder without running them')
    .argument('<file>', 'a plan file, or a file or folder of another tool', findInput)
    .option('--dry-run', 'show the result without saving it')
    .action((file, options) =>
      session(options, async ({ client, output }) => {
        const dryRun = options.dryRun ?? false
        const report = await client.plans.import({ ...readInput(file, output), dryRun })
        output.document(documentOf(report))
        sayReport(output, report)
      }),
    )
  addExport(program, session)
}

function addExport(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'export', 'Export a plan to the format of another tool and list what is lost')
    .argument('<plan>', 'a plan id from `switchyard import`')
    .addOption(
      new Option('--format <format>', 'the format of the file')
        .choices([...exportFormats])
        .default('switchyard'),
    )
    .option('--out <file>', 'write to this file instead of standard output')
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

/** The file or folder at the path, as an import takes it; says where the encoding of a file is a guess. */
export function readInput(path: string, output: Output) {
  if (isFolder(path)) return { files: readFolder(path), fileName: basename(resolve(path)) }
  const { text, encoding } = readEncoded(path)
  if (encoding === 'windows-1252') output.note(`${plain(path)} is not UTF-8 and was read as Windows-1252.`)
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

function sayReport(output: Output, { plans, warnings }: ImportReport): void {
  for (const warning of warnings)
    output.line(`  ! ${plain(`${warning.where}: ${warning.message}`)} (${warning.code})`)
  for (const plan of plans) {
    const path = plan.longestPath === null ? 'has a cycle' : `longest path ${plan.longestPath}`
    const nodes = `${plan.withSubtasks.nodes} with subtasks`
    output.line(
      `${plain(plan.title)}: ${plan.tasks} tasks (${nodes}), ${plural(plan.edges, 'edge')}, ${plural(plan.roots, 'root')}, ${path}`,
    )
    if (plan.planId !== null && plan.cycles === 0 && plan.tasks > 0)
      output.line(`  Run: npx switchyard run ${plan.planId}`)
  }
}
