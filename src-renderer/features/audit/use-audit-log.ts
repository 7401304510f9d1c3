import { useCallback, useEffect, useRef, useState } from 'react'
import type { AuditPage } from '#shared/contract/audit.ts'
import type { EventView } from '#shared/contract/log.ts'
import type { AuditEntry, AuditFilter } from '#shared/model/audit-entry.ts'
import { useRpc } from '../../rpc/context.tsx'
import { follow } from '../../rpc/follow.ts'

const pageSize = 100

/** Loads the log downwards from an entry or from its end, in both directions, and follows new entries. */
export function useAuditLog(filter: AuditFilter, { from, isLive }: { from: number | null; isLive: boolean }) {
  const { client } = useRpc()
  const [list, setList] = useState<AuditList>(emptyList)
  const [error, setError] = useState<unknown>(null)
  const [lookingAt, setLookingAt] = useState<number | null>(null)
  const [newest, setNewest] = useState(0)
  const current = useRef({ list, turn: new AbortController(), isBusy: false })
  current.current.list = list

  const read = useCallback(
    async (way: 'older' | 'newer') => {
      const { turn, isBusy } = current.current
      if (isBusy || turn.signal.aborted) return
      current.current.isBusy = true
      const { signal } = turn
      // A search with few matches requests page after page. Leaving the screen or changing the search aborts it.
      try {
        for (let next = way === 'older' ? current.current.list.older : current.current.list.newer; ; ) {
          const page: AuditPage =
            way === 'older'
              ? await client.audit.listOlder({ filter, below: next, limit: pageSize }, { signal })
              : await client.audit.listNewer({ filter, above: next ?? 0, limit: pageSize }, { signal })
          if (signal.aborted) return
          setList((known) => (way === 'older' ? afterOlder : afterNewer)(known, page))
          if (page.entries.length > 0 || page.next === null) break
          next = page.next
          setLookingAt(next)
        }
      } catch (failed) {
        if (!signal.aborted) setError(failed)
      } finally {
        if (!signal.aborted) {
          setLookingAt(null)
          current.current.isBusy = false
        }
      }
    },
    [client, filter],
  )

  useEffect(() => {
    const turn = new AbortController()
    const list = { ...emptyList, older: from === null ? null : from + 1, newer: from }
    current.current = { list, turn, isBusy: false }
    setList(list)
    setError(null)
    setLookingAt(null)
    void read('older')
    return () => turn.abort()
  }, [from, read])

  useEffect(() => {
    const watching = new AbortController()
    void follow<EventView>({
      after: -1,
      signal: watching.signal,
      open: async (after, signal) =>
        client.log.watchEvents(
          { after: after === -1 ? (await client.audit.getState(undefined, { signal })).head.seq : after },
          { signal },
        ),
      seqOf: ({ seq }) => seq,
      onItems: (items) => setNewest((known) => Math.max(known, items.at(-1)?.seq ?? 0)),
      onRefused: () => {},
    })
    return () => watching.abort()
  }, [client])

  const waiting = list.newer === null ? 0 : Math.max(0, newest - list.newer)
  useEffect(() => {
    if (isLive && waiting > 0 && list.isRead) void read('newer')
  }, [isLive, waiting, list.isRead, read])

  return {
    ...list,
    error,
    /** Sequence number that a running search has reached; null if no search is running. */
    lookingAt,
    /** Number of entries newer than the list, matching or not. */
    waiting,
    readOlder: useCallback(() => {
      if (current.current.list.isRead && current.current.list.older !== null) void read('older')
    }, [read]),
    readNewer: useCallback(() => void read('newer'), [read]),
  }
}

/** A loaded section of the log, newest first. */
interface AuditList {
  readonly entries: readonly AuditEntry[]
  /** Sequence number below which the next page starts; null if the first entry is loaded. */
  readonly older: number | null
  /** Sequence number above which newer entries start; null if nothing is loaded yet. */
  readonly newer: number | null
  /** True once the first page is loaded. */
  readonly isRead: boolean
}

export const emptyList: AuditList = { entries: [], older: null, newer: null, isRead: false }

export function afterOlder(list: AuditList, { entries, next, through }: AuditPage): AuditList {
  return {
    entries: entries.length === 0 ? list.entries : [...list.entries, ...entries],
    older: next,
    newer: list.newer ?? through,
    isRead: list.isRead || entries.length > 0 || next === null,
  }
}

export function afterNewer(list: AuditList, { entries, through }: AuditPage): AuditList {
  return {
    ...list,
    entries: entries.length === 0 ? list.entries : [...entries, ...list.entries],
    newer: Math.max(through, list.newer ?? 0),
  }
}
