import type { LedgerFilter, LedgerLine, LedgerPage } from '#shared/contract/ledger.ts'
import { csvOf } from '../../entities/files/csv.ts'

const head = [
  ...['seq', 'at', 'kind', 'amount', 'currency', 'run_id', 'run', 'task_key', 'task', 'attempt'],
  ...['project_id', 'agent', 'model', 'reason'],
]

/** Every line as it is, in words that do not change with the language; empty: not known. */
export const ledgerCsv = (lines: readonly LedgerLine[]): string =>
  csvOf(
    head,
    lines.map((line) => [
      ...[line.seq, new Date(line.at).toISOString(), line.kind, (line.amountMinor / 100).toFixed(2)],
      ...[line.currency, line.runId, line.runTitle, line.taskKey, line.taskTitle],
      ...[line.attempt === 0 ? null : line.attempt, line.projectId, line.agentId, line.model, line.cause],
    ]),
  )

type ReadPage = (input: LedgerFilter & { limit: number; before?: string }) => Promise<LedgerPage>

const pageSize = 1000

/** The whole ledger behind a filter, page by page; `onCount` hears how far it is. */
export async function readWhole(
  filter: LedgerFilter,
  read: ReadPage,
  onCount: (count: number) => void,
): Promise<LedgerLine[]> {
  const lines: LedgerLine[] = []
  for (let next: string | null = null; ; ) {
    const page: LedgerPage = await read({
      ...filter,
      limit: pageSize,
      ...(next !== null && { before: next }),
    })
    lines.push(...page.lines)
    onCount(lines.length)
    if (page.next === null) return lines
    next = page.next
  }
}
