import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { type CompactionReport, compactionInputSchema } from '#shared/contract/audit.ts'
import { parseInput } from '../../../base/parse-input.ts'
import type { Config } from '../../../boot/config.ts'
import type { FaultGuard } from '../../faults.ts'
import { jsonCommand } from '../command.ts'
import { unwrap } from '../files.ts'
import { exitCodes, type Output, plain } from '../output.ts'
import { withAuditor } from '../with-auditor.ts'

export function addAuditCommands(program: CommandUnknownOpts, config: Config, faults: FaultGuard): void {
  const audit = program.command('audit').description('Prove that the log is as it was written; shorten it')
  jsonCommand(
    audit,
    'verify',
    'Check the whole log and name the first bad entry; exit code 1 if there is one',
  ).action((options) =>
    withAuditor({ config, faults }, options, async ({ auditor, output }) => {
      const verdict = await auditor.verify()
      output.document(verdict)
      const { ok, entries, head, firstBad } = verdict
      if (firstBad !== null) {
        output.line(`Damaged at entry ${firstBad.seq}. ${plain(firstBad.problem)}`)
        output.line(`Right up to entry ${head.seq}; ${entries} looked at.`)
      } else {
        output.line(`Right: ${entries} entries.`)
        output.line(`Head ${head.seq} ${head.hash}`)
        output.line('Keep that line elsewhere: a log that was written anew from its beginning has another.')
      }
      return ok ? exitCodes.done : exitCodes.failed
    }),
  )
  jsonCommand(
    audit,
    'compact',
    'Drop log lines and results over 64 KiB of old finished runs; the log can still be verified',
  )
    .requiredOption('--before <date>', 'only runs that ended before this day (UTC), such as 2026-03-31')
    .option('--dry-run', 'say what would be dropped and change nothing')
    .action((options) =>
      withAuditor({ config, faults }, options, async ({ auditor, output }) => {
        const { before, dryRun = false } = options
        const report = await auditor.compact(unwrap(parseInput(compactionInputSchema, { before, dryRun })))
        output.document(report)
        sayReport(output, report)
      }),
    )
  addReplay(program, config, faults)
}

function addReplay(program: CommandUnknownOpts, config: Config, faults: FaultGuard): void {
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

function sayReport(output: Output, { dryRun, runs, files }: CompactionReport): void {
  for (const { runId, events, lines, bytes } of runs) {
    output.line(`  ${runId}  ${events} events shortened, ${lines} log lines dropped, ${bytes} bytes`)
  }
  if (runs.length === 0) output.line('There is nothing to drop.')
  else if (dryRun) output.line(`${runs.length} runs would be compacted. Nothing was changed.`)
  else output.line(`${runs.length} runs compacted. The space is used again; the file does not shrink.`)
  if (files > 0) output.line(`${files} kept files that nothing named any more were removed.`)
}
