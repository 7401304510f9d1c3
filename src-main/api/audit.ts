import type { AuditProgress } from '#shared/contract/audit.ts'
import { changeOf } from '../app/audit/audit-change.ts'
import type { Services } from './wire/context.ts'
import { found, procedures } from './wire/procedure.ts'

export const createAuditHandlers = (services: Services) => {
  const { auditor, store } = services
  return {
    getState: procedures.audit.getState.handler(() => {
      const seq = store.events.lastSeq()
      return { head: { seq, hash: store.audit.findHash(seq) ?? '' }, checked: auditor.lastVerdict() }
    }),
    listOlder: procedures.audit.listOlder.handler(({ input: { filter, ...page } }) =>
      store.auditLog.older(filter, page),
    ),
    listNewer: procedures.audit.listNewer.handler(({ input: { filter, ...page } }) =>
      store.auditLog.newer(filter, page),
    ),
    getEntry: procedures.audit.getEntry.handler(({ input: { seq } }) => {
      const entry = found(store.auditLog.find(seq), `Entry ${seq} of the log`)
      return { ...entry, change: changeOf(store, entry) }
    }),
    exportEntries: procedures.audit.exportEntries.handler(({ input: { after, limit } }) =>
      store.auditLog.listLines(after, limit),
    ),
    watchVerify: procedures.audit.watchVerify.handler(({ signal }) => watchVerify(services, signal)),
    verify: procedures.audit.verify.handler(() => auditor.verify()),
    replay: procedures.audit.replay.handler(() => auditor.replay()),
    compact: procedures.audit.compact.handler(({ input }) => auditor.compact(input)),
  }
}

const progressMs = 150

/** How far a check is, now and then, and what it says at its end. */
async function* watchVerify(
  { auditor, store, clock }: Services,
  signal: AbortSignal | undefined,
): AsyncGenerator<AuditProgress> {
  const total = store.events.lastSeq()
  let checked = 0
  const onProgress = (count: number) => {
    checked = count
  }
  const work = auditor.verify({ onProgress, signal })
  // Whoever goes away in the middle of it does not hear how it ended.
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
