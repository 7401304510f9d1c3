import type { Command } from 'commander'
import type { Config } from '../../../boot/config.ts'
import type { FaultGuard } from '../../faults.ts'
import { exitCodes, plain } from '../output.ts'
import { withAuditor } from '../with-auditor.ts'

export function addReplayCommand(program: Command, config: Config, faults: FaultGuard): void {
  program
    .command('replay')
    .option('--json', 'print one JSON document and nothing else')
    .description(
      'Play the log into an empty store and compare its tables with these; exit code 1 if they differ',
    )
    .action((options: { json?: boolean }) =>
      withAuditor({ config, faults }, options, async ({ auditor, output }) => {
        const verdict = await auditor.replay()
        output.document(verdict)
        const { equal, events, rows, difference } = verdict
        if (difference === null) output.line(`Equal: ${events} events give the same ${rows} rows.`)
        else {
          output.line(`Different, first in the table ${difference.table}:`)
          output.line(`  stored    ${plain(difference.stored ?? '(no row)')}`)
          output.line(`  replayed  ${plain(difference.replayed ?? '(no row)')}`)
        }
        return equal ? exitCodes.done : exitCodes.failed
      }),
    )
}
