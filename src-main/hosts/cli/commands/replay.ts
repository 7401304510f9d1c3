import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Config } from '../../../boot/config.ts'
import type { FaultGuard } from '../../faults.ts'
import { jsonCommand } from '../command.ts'
import { exitCodes, plain } from '../output.ts'
import { withAuditor } from '../with-auditor.ts'

export function addReplayCommand(program: CommandUnknownOpts, config: Config, faults: FaultGuard): void {
  jsonCommand(
    program,
    'replay',
    'Play the log into an empty store and compare its tables with these; exit code 1 if they differ',
  ).action((options) =>
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
