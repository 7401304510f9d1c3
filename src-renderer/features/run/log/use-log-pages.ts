import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { LogFloor, PlacedLine } from '#shared/contract/runs/run-log.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { follow } from '../../../rpc/follow.ts'
import { listFresh, type NumberedLine, numberLines } from '../../../stores/log-store.ts'
import { type LogPages, listMissing, noPages, pageSize, withAppended, withPage } from './log-pages.ts'

/** Which lines: of a task or of the whole run, of one attempt or of all, from a level on. */
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

interface Reading {
  readonly log: LogPages
  /** False until the server has said how long it is. */
  readonly isKnown: boolean
  readonly error: unknown
  /** Reads what of these lines is not here. */
  readonly need: (first: number, last: number) => void
}

const floors: Record<LogFloor, ReadonlySet<string>> = {
  info: new Set(['info', 'warn', 'error']),
  warn: new Set(['warn', 'error']),
  error: new Set(['error']),
}

/** A log of any length: pages of it as they are looked at, and what comes while one looks. */
export function useLogPages({ runId, taskKey, attempt, level }: LogView): Reading {
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
          // Lines written together share a seq: only the one before the newest is surely complete.
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
