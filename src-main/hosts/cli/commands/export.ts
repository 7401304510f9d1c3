import { type Command, Option } from 'commander'
import { type ExportFormat, exportFormats } from '#shared/contract/plans/plans.ts'
import { writeText } from '../files.ts'
import { exitCodes, plain } from '../output.ts'
import type { Session } from '../session.ts'

interface Options {
  readonly format: ExportFormat
  readonly out?: string
  readonly json?: boolean
}

export function addExportCommand(program: Command, session: Session): void {
  program
    .command('export')
    .argument('<plan>', 'the id of a plan, as `switchyard import` prints it')
    .addOption(
      new Option('--format <format>', 'the format of the file')
        .choices([...exportFormats])
        .default('switchyard'),
    )
    .option('--out <file>', 'write it there instead of printing it')
    .option('--json', 'print one JSON document and nothing else')
    .description('Write a plan as a file of another tool; what is lost is said')
    .action((planId: string, options: Options) =>
      session(options, async ({ client, output }) => {
        const { format, text, fileName, losses } = await client.plans.export({
          planId,
          format: options.format,
        })
        if (options.out !== undefined) writeText(options.out, text)
        else output.text(text)
        for (const { where, message, code } of losses)
          output.note(`  ! ${plain(`${where}: ${message}`)} (${code})`)
        output.document({ format, file_name: fileName, text, losses })
        return exitCodes.done
      }),
    )
}
