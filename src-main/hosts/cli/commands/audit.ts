import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { type CompactionReport, compactionInputSchema } from '#shared/contract/audit.ts'
import { unwrap } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'
import { parseInput } from '../../../base/parse-input.ts'
import type { Config } from '../../../boot/config.ts'
import type { FaultGuard } from '../../faults.ts'
import { jsonCommand } from '../command.ts'
import { exitCodes, type Output, plain } from '../output.ts'
import { withAuditor } from '../with-auditor.ts'

const help = words.cliHelp.audit
const text = words.cli.audit

export function addAuditCommands(program: CommandUnknownOpts, config: Config, faults: FaultGuard): void {
  const audit = program.command('audit').description(help.audit.about)
  jsonCommand(audit, 'verify', help.verify.about).action((options) =>
    withAuditor({ config, faults }, options, async ({ auditor, output }) => {
      const verdict = await auditor.verify()
      output.document(verdict)
      const { ok, entries, head, firstBad } = verdict
      if (firstBad !== null) {
        output.line(text.damaged(firstBad.seq, plain(firstBad.problem)))
        output.line(text.validUpTo(head.seq, entries))
      } else {
        output.line(text.valid(entries))
        output.line(text.head(head.seq, head.hash))
        output.line(text.storeHead)
      }
      return ok ? exitCodes.done : exitCodes.failed
    }),
  )
  jsonCommand(audit, 'compact', help.compact.about)
    .requiredOption('--before <date>', help.compact.before)
    .option('--dry-run', help.compact.dryRun)
    .action((options) =>
      withAuditor({ config, faults }, options, async ({ auditor, output }) => {
        const { before, dryRun = false } = options
        const report = await auditor.compact(unwrap(parseInput(compactionInputSchema, { before, dryRun })))
        output.document(report)
        printReport(output, report)
      }),
    )
  addReplay(program, config, faults)
}

function addReplay(program: CommandUnknownOpts, config: Config, faults: FaultGuard): void {
  jsonCommand(program, 'replay', help.replay.about).action((options) =>
    withAuditor({ config, faults }, options, async ({ auditor, output }) => {
      const verdict = await auditor.replay()
      output.document(verdict)
      const { equal, events, rows, difference } = verdict
      if (difference === null) output.line(text.equal(events, rows))
      else {
        output.line(text.different(difference.table))
        output.line(`  ${plain(text.stored(difference.stored))}`)
        output.line(`  ${plain(text.replayed(difference.replayed))}`)
      }
      return equal ? exitCodes.done : exitCodes.failed
    }),
  )
}

function printReport(output: Output, { dryRun, runs, files }: CompactionReport): void {
  for (const { runId, events, lines, bytes } of runs) {
    output.line(`  ${text.compactedRun(runId, events, lines, bytes)}`)
  }
  if (runs.length === 0) output.line(text.nothingToRemove)
  else if (dryRun) output.line(text.wouldCompact(runs.length))
  else output.line(text.compacted(runs.length))
  if (files > 0) output.line(text.filesRemoved(files))
}
