import type { AuditVerdict, CompactionReport } from '#shared/contract/audit.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'
import type { Blobs } from '../base/blobs.ts'
import type { Clock } from '../base/clock.ts'
import type { Migration } from '../store/db/migrate.ts'
import { openScratch, openSnapshot } from '../store/db/snapshot.ts'
import { readNotes } from '../store/log/head-file.ts'
import { verifyLog } from '../store/log/verify-log.ts'
import type { Store } from '../store/store.ts'
import { compareReplay, type ReplayVerdict } from './replay.ts'

/** Progress callback and abort signal of a caller that waits for a check. */
export interface Watcher {
  readonly onProgress: (checked: number) => void
  /** Aborts when the caller no longer waits; the check then stops. */
  readonly signal: AbortSignal | undefined
}

export interface AuditorOptions {
  readonly store: Store
  readonly dataDir: string
  readonly migrations: readonly Migration[]
  readonly clock: Clock
  /** Files of results and of attempt inputs. */
  readonly blobs: Pick<Blobs, 'sweep'>
}

/**
 * Verifies and compacts the log. Verification and replay read a snapshot over a separate connection and pause
 * regularly, so the app stays responsive. Only `compact` changes data.
 */
export function createAuditor({ store, dataDir, migrations, clock, blobs }: AuditorOptions) {
  let isClosed = false
  let last: AuditVerdict | null = null
  const underWay = new Set<Promise<unknown>>()

  const breathe = () =>
    new Promise<void>((resolve, reject) =>
      clock.defer(() =>
        isClosed ? reject(new RefusalError(refusal('E_CLOSED', 'app_closing'))) : resolve(),
      ),
    )

  async function verify(watcher?: Watcher): Promise<AuditVerdict> {
    // Read the notes before the snapshot: a note never leads the entries committed at that time.
    const notes = readNotes(dataDir)
    const snapshot = openSnapshot(store.audit.file)
    try {
      const verdict = await verifyLog({
        audit: snapshot.store.audit,
        notes,
        breathe: (checked) => {
          watcher?.signal?.throwIfAborted()
          watcher?.onProgress(checked)
          return breathe()
        },
      })
      const firstBad = verdict.firstBad ?? (await findChangedTable(snapshot.store, watcher?.signal))
      last = { ...verdict, ok: firstBad === null, firstBad, checkedAt: clock.now() }
      return last
    } finally {
      snapshot.close()
    }
  }

  async function compare(from: Store, signal?: AbortSignal): Promise<ReplayVerdict> {
    const into = openScratch(migrations, dataDir)
    try {
      const pause = () => {
        signal?.throwIfAborted()
        return breathe()
      }
      return await compareReplay({ from, into: into.store, breathe: pause })
    } finally {
      into.close()
    }
  }

  async function findChangedTable(from: Store, signal?: AbortSignal): Promise<AuditVerdict['firstBad']> {
    const { difference } = await compare(from, signal)
    if (difference === null) return null
    const problem = words.logProblems.table(difference.table)
    return { seq: from.events.lastSeq(), problem }
  }

  async function replay(): Promise<ReplayVerdict> {
    const from = openSnapshot(store.audit.file)
    try {
      return await compare(from.store)
    } finally {
      from.close()
    }
  }

  async function compact({ before, dryRun }: { before: string; dryRun: boolean }): Promise<CompactionReport> {
    const { compactions } = store
    const runs: CompactionReport['runs'] = []
    for (const runId of compactions.listEndedBefore(Date.parse(before))) {
      const dropped = dryRun ? compactions.weigh(runId) : compactions.compact(runId, clock.now())
      if (dropped !== null) runs.push({ ...dropped })
      await breathe()
    }
    const files = dryRun ? 0 : await blobs.sweep(await collectNamedFiles(store, breathe))
    return { dryRun, runs, files }
  }

  /** Registers work that `close` waits for. */
  function track<T>(work: Promise<T>): Promise<T> {
    underWay.add(work)
    const forget = () => void underWay.delete(work)
    work.then(forget, forget)
    return work
  }

  return {
    /** Checks that the log is unchanged and that the tables follow from it. */
    verify: (watcher?: Watcher) => track(verify(watcher)),
    /** The newest verdict; null before the first check since the start. */
    lastVerdict: () => last,
    /** Checks that the tables follow from the log (E8). */
    replay: () => track(replay()),
    /** Drops bulk data of runs that ended before the date (start of the day in UTC), and files without references. */
    compact: (query: { before: string; dryRun: boolean }) => track(compact(query)),
    /** Refuses running work with `E_CLOSED` and waits for its end. */
    async close(): Promise<void> {
      isClosed = true
      await Promise.allSettled(underWay)
    },
  }
}
export type Auditor = ReturnType<typeof createAuditor>

const eventsAtOnce = 20_000

/** Hashes of all files that the log references. Compacted events reference none. */
export async function collectNamedFiles(
  { events }: Pick<Store, 'events'>,
  breathe: () => Promise<void> = async () => {},
): Promise<ReadonlySet<string>> {
  const named = new Set<string>()
  const last = events.lastSeq()
  for (let after = 0; after < last; after += eventsAtOnce) {
    for (const name of events.listNamedFiles(after, after + eventsAtOnce)) named.add(name)
    await breathe()
  }
  return named
}
