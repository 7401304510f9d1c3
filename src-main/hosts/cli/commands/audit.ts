import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { type CompactionReport, compactionInputSchema } from '#shared/contract/audit.ts'
import { unwrap } from '#shared/refusal.ts'
import { parseInput } from '../../../base/parse-input.ts'
import type { Config } from '../../../boot/config.ts'
import type { FaultGuard } from '../../faults.ts'
import { jsonCommand } from '../command.ts'
import { exitCodes, type Output, plain } from '../output.ts'
import { withAuditor } from '../with-auditor.ts'

export function addAuditCommands(program: CommandUnknownOpts, config: Config, faults: FaultGuard): void {
  const audit = program.command('audit').description('Check the integrity of the event log, or compact it')
  jsonCommand(
    audit,
    'verify',
    'Check the whole log and report the first bad entry; exit code 1 if there is one',
  ).action((options) =>
    withAuditor({ config, faults }, options, async ({ auditor, output }) => {
      const verdict = await auditor.verify()
      output.document(verdict)
      const { ok, entries, head, firstBad } = verdict
      if (firstBad !== null) {
        output.line(`Damaged at entry ${firstBad.seq}. ${plain(firstBad.problem)}`)
        output.line(`Valid up to entry ${head.seq}; checked ${entries} entries.`)
      } else {
        output.line(`Valid: ${entries} entries.`)
        output.line(`Head ${head.seq} ${head.hash}`)
        output.line('Store this line outside the data folder: a rewritten log has a different head.')
      }
      return ok ? exitCodes.done : exitCodes.failed
    }),
  )
  jsonCommand(
    audit,
    'compact',
    'Remove log lines and large results of old finished runs; the log stays verifiable',
  )
    .requiredOption('--before <date>', 'only runs that ended before this day (UTC), such as 2026-03-31')
    .option('--dry-run', 'show what would be removed, and change nothing')
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
    'Replay the log into an empty database and compare the tables; exit code 1 if they differ',
  ).action((options) =>
    withAuditor({ config, faults }, options, async ({ auditor, output }) => {
      const verdict = await auditor.replay()
      output.document(verdict)
      const { equal, events, rows, difference } = verdict
      if (difference === null) output.line(`Equal: ${events} events produce the same ${rows} rows.`)
      else {
        output.line(`Different. First difference in table ${difference.table}:`)
        output.line(`  stored    ${plain(difference.stored ?? '(no row)')}`)
        output.line(`  replayed  ${plain(difference.replayed ?? '(no row)')}`)
      }
      return equal ? exitCodes.done : exitCodes.failed
    }),
  )
}

function sayReport(output: Output, { dryRun, runs, files }: CompactionReport): void {
  for (const { runId, events, lines, bytes } of runs) {
    output.line(`  ${runId}  ${events} events shortened, ${lines} log lines removed, ${bytes} bytes`)
  }
  if (runs.length === 0) output.line('Nothing to remove.')
  else if (dryRun) output.line(`Compacting affects ${runs.length} runs. Nothing is changed yet.`)
  else output.line(`${runs.length} runs compacted. The file keeps its size and reuses the space.`)
  if (files > 0) output.line(`Removed ${files} unused files.`)
}
