import type { AuditProgress } from '#shared/contract/audit.ts'
import { ok } from '#shared/result.ts'
import type { AppOptions } from '../options.ts'
import { records, requireFound, type UseCases } from '../use-case.ts'
import { changeOf } from './audit-change.ts'

const progressMs = 150

/** The event log: pages, integrity checks, replay and exports. */
export function createAudit(options: AppOptions): UseCases<'audit'> {
  const { auditor, store } = options
  return {
    getState() {
      const seq = store.events.lastSeq()
      return ok({ head: { seq, hash: store.audit.findHash(seq) ?? '' }, checked: auditor.lastVerdict() })
    },
    listOlder: ({ filter, ...page }) => ok(store.auditLog.older(filter, page)),
    listNewer: ({ filter, ...page }) => ok(store.auditLog.newer(filter, page)),
    getEntry({ seq }) {
      const entry = requireFound(store.auditLog.find(seq), records.logEntry(seq))
      return entry.ok ? ok({ ...entry.value, change: changeOf(store, entry.value) }) : entry
    },
    exportEntries: ({ after, limit }) => ok(store.auditLog.listLines(after, limit)),
    watchVerify: (_, { signal }) => ok(watchVerify(options, signal)),
    verify: async () => ok(await auditor.verify()),
    replay: async () => ok(await auditor.replay()),
    compact: async (input) => ok(await auditor.compact(input)),
  }
}

/** Reports the progress of a check every 150 ms, and its verdict at the end. */
async function* watchVerify(
  { auditor, store, clock }: AppOptions,
  signal: AbortSignal | undefined,
): AsyncGenerator<AuditProgress> {
  const total = store.events.lastSeq()
  let checked = 0
  const onProgress = (count: number) => {
    checked = count
  }
  const work = auditor.verify({ onProgress, signal })
  // If the client disconnects, the verdict is dropped.
  work.catch(() => {})
  for (;;) {
    const over = new AbortController()
    const pause = clock.sleep(progressMs, over.signal).then(
      () => null,
      () => null,
    )
    const verdict = await Promise.race([work, pause]).finally(() => over.abort())
    if (verdict !== null) {
      yield { checked: verdict.entries, total: Math.max(total, verdict.entries), verdict }
      return
    }
    yield { checked, total: Math.max(total, checked), verdict: null }
  }
}
