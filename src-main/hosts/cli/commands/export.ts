import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import { exportFormats } from '#shared/contract/plans/plans.ts'
import { jsonCommand } from '../command.ts'
import { writeText } from '../files.ts'
import { plain } from '../output.ts'
import type { Session } from '../session.ts'

export function addExportCommand(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'export', 'Write a plan as a file of another tool; what is lost is said')
    .argument('<plan>', 'the id of a plan, as `switchyard import` prints it')
    .addOption(
      new Option('--format <format>', 'the format of the file')
        .choices([...exportFormats])
        .default('switchyard'),
    )
    .option('--out <file>', 'write it there instead of printing it')
    .action((planId, options) =>
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
      }),
    )
}
