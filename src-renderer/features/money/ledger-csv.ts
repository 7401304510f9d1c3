import type { LedgerFilter, LedgerLine, LedgerPage } from '#shared/contract/ledger.ts'
import { csvLine } from '../../entities/files/csv.ts'

export const ledgerHead = csvLine([
  ...['seq', 'at', 'kind', 'amount', 'currency', 'run_id', 'run', 'task_key', 'task', 'attempt'],
  ...['project_id', 'agent', 'model', 'reason'],
])

/** A CSV line with untranslated values. Empty field: unknown. */
const lineOf = (line: LedgerLine): string =>
  csvLine([
    ...[line.seq, new Date(line.at).toISOString(), line.kind, (line.amountMinor / 100).toFixed(2)],
    ...[line.currency, line.runId, line.runTitle, line.taskKey, line.taskTitle],
    ...[line.attempt === 0 ? null : line.attempt, line.projectId, line.agentId, line.model, line.cause],
  ])

type ReadPage = (input: LedgerFilter & { limit: number; before?: string }) => Promise<LedgerPage>

const pageSize = 1000

/** All ledger lines that match a filter, page by page. */
export async function* readLedger(filter: LedgerFilter, read: ReadPage): AsyncGenerator<string[]> {
  for (let before: string | null = null; ; ) {
    const page: LedgerPage = await read({ ...filter, limit: pageSize, ...(before !== null && { before }) })
    yield page.lines.map(lineOf)
    if (page.next === null) return
    before = page.next
  }
}
