import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { LogFloor, PlacedLine } from '#shared/contract/runs/run-log.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { follow } from '../../../rpc/follow.ts'
import { listFresh, type NumberedLine, numberLines } from '../../../stores/log-store.ts'

/** Filter of the log: by task (null: entire run), attempt (null: all) and minimum level. */
export interface LogView {
  readonly runId: string
  readonly taskKey: string | null
  readonly attempt: number | null
  readonly level: LogFloor
}

export const inputOf = ({ runId, taskKey, attempt, level }: LogView) => ({
  runId,
  level,
  ...(taskKey !== null && { taskKey }),
  ...(attempt !== null && { attempt }),
})

const floors: Record<LogFloor, ReadonlySet<string>> = {
  info: new Set(['info', 'warn', 'error']),
  warn: new Set(['warn', 'error']),
  error: new Set(['error']),
}

/** A log of any length: pages are loaded when they become visible, and new lines are appended. */
export function useLogPages({ runId, taskKey, attempt, level }: LogView) {
  const { client } = useRpc()
  const view = useMemo(() => ({ runId, taskKey, attempt, level }), [runId, taskKey, attempt, level])
  const [state, setState] = useState<{
    readonly of: LogView
    readonly log: LogPages
    readonly isKnown: boolean
  }>({
    ...{ of: view, log: noPages, isKnown: false },
  })
  const [error, setError] = useState<unknown>(null)
  const asked = useRef(new Set<number>())

  useEffect(() => {
    const watching = new AbortController()
    const { signal } = watching
    asked.current = new Set()
    setError(null)
    setState({ of: view, log: noPages, isKnown: false })
    const change = (next: (log: LogPages) => LogPages) =>
      setState((before) => (before.of === view ? { of: view, log: next(before.log), isKnown: true } : before))
    client.runs
      .readLog({ ...inputOf(view), from: 0, limit: pageSize }, { signal })
      .then((first) => {
        change((log) => withPage(log, 0, first))
        return follow({
          after: first.seq,
          signal,
          open: async (after) => {
            const of = { runId: view.runId, after, ...(view.taskKey !== null && { taskKey: view.taskKey }) }
            return numberLines(await client.runs.watchLog(of, { signal }))
          },
          // Lines written together share a sequence number, so only the previous one is certainly complete.
          seqOf: ({ seq }) => seq - 1,
          onItems: (lines) => change((log) => withAppended(log, fresh(lines))),
          onRefused: setError,
        })
      })
      .catch((failure: unknown) => {
        if (!signal.aborted) setError(failure)
      })
    let last: NumberedLine | null = null
    const fresh = (lines: readonly NumberedLine[]): PlacedLine[] => {
      const news = listFresh(lines, last)
      last = news.at(-1) ?? last
      return news
        .filter(
          (line) => floors[view.level].has(line.level) && (view.attempt ?? line.attempt) === line.attempt,
        )
        .map((line) => ({ ...line, length: line.text.length }))
    }
    return () => watching.abort()
  }, [client, view])

  const need = useCallback(
    (first: number, last: number) => {
      for (const page of listMissing(state.log, first, last)) {
        if (asked.current.has(page)) continue
        const of = asked.current
        of.add(page)
        client.runs
          .readLog({ ...inputOf(view), from: page * pageSize, limit: pageSize })
          .then((read) =>
            setState((before) =>
              before.of === view ? { ...before, log: withPage(before.log, page, read) } : before,
            ),
          )
          .catch(setError)
          .finally(() => of.delete(page))
      }
    },
    [client, view, state.log],
  )
  const isOfView = state.of === view
  return { log: isOfView ? state.log : noPages, isKnown: isOfView && state.isKnown, error, need }
}

export const pageSize = 500

/** The loaded part of a log, by page number. Missing pages are not loaded yet. */
interface LogPages {
  readonly count: number
  readonly pages: ReadonlyMap<number, readonly PlacedLine[]>
}

export const noPages: LogPages = { count: 0, pages: new Map() }

const pageOf = (at: number): number => Math.floor(at / pageSize)

export const lineAt = ({ pages }: LogPages, at: number): PlacedLine | undefined =>
  pages.get(pageOf(at))?.[at % pageSize]

/** Adds a loaded page. A longer known page wins, because lines can arrive during the request and a log only grows. */
export function withPage(
  log: LogPages,
  page: number,
  { lines, count }: { readonly lines: readonly PlacedLine[]; readonly count: number },
): LogPages {
  const known = log.pages.get(page) ?? []
  const pages = known.length >= lines.length ? log.pages : new Map(log.pages).set(page, lines)
  return { count: Math.max(count, log.count), pages }
}

/** Appends new lines. A page that is not loaded up to the new line is skipped; it loads when it becomes visible. */
export function withAppended(log: LogPages, lines: readonly PlacedLine[]): LogPages {
  if (lines.length === 0) return log
  const pages = new Map(log.pages)
  let { count } = log
  for (const line of lines) {
    const page = pageOf(count)
    const known = pages.get(page) ?? []
    if (known.length === count % pageSize) pages.set(page, [...known, line])
    count += 1
  }
  return { count, pages }
}

/** Numbers of the incomplete pages between two lines. */
export function listMissing({ count, pages }: LogPages, first: number, last: number): number[] {
  const missing: number[] = []
  for (let page = pageOf(Math.max(0, first)); page <= pageOf(Math.min(count - 1, last)); page += 1) {
    const wanted = Math.min(pageSize, count - page * pageSize)
    if ((pages.get(page)?.length ?? 0) < wanted) missing.push(page)
  }
  return missing
}
