import { type RefObject, useEffect, useRef, useState } from 'react'
import { type LogPlace, type LogSearch, maxMatchesAtOnce } from '#shared/contract/runs/run-log.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { pause } from '../../../rpc/reconnect.ts'
import { showToast } from '../../../ui/toast.tsx'
import type { RowsHandle } from './log-rows.tsx'
import { inputOf, type LogView } from './use-log-pages.ts'

/** Matches found so far. */
export interface Found {
  readonly text: string
  /** The first matches, in order; `count` can be larger. */
  readonly matches: readonly LogPlace[]
  readonly count: number
  /** True once the entire log is searched. */
  readonly isAll: boolean
}

type LogSearching = ReturnType<typeof useLogSearch>

const nothingFound: Found = { text: '', matches: [], count: 0, isAll: true }

const typingMs = 120

/** Searches the log on the server in parts, so that the first matches appear before the last are counted. */
export function useLogSearch(view: LogView, text: string) {
  const { client } = useRpc()
  const [found, setFound] = useState(nothingFound)
  const [error, setError] = useState<unknown>(null)
  const { runId, taskKey, attempt, level } = view
  useEffect(() => {
    const looking = new AbortController()
    const { signal } = looking
    setError(null)
    if (text === '') {
      setFound(nothingFound)
      return () => looking.abort()
    }
    const look = async () => {
      await pause(typingMs, signal)
      let so: Found = { text, matches: [], count: 0, isAll: false }
      for (let after: LogPlace | null = null; !signal.aborted && !so.isAll; ) {
        const limit = Math.max(0, maxMatchesAtOnce - so.matches.length)
        const place: Partial<{ afterSeq: number; afterLine: number }> =
          after === null ? {} : { afterSeq: after.seq, afterLine: after.line }
        const of = inputOf({ runId, taskKey, attempt, level })
        const part = await client.runs.searchLog({ ...of, text, limit, ...place }, { signal })
        so = {
          ...{ text, count: so.count + part.count, isAll: part.next === null },
          matches: [...so.matches, ...part.matches],
        }
        after = part.next
        if (!signal.aborted) setFound(so)
      }
    }
    look().catch((failure: unknown) => {
      if (!signal.aborted) setError(failure)
    })
    return () => looking.abort()
  }, [client, runId, taskKey, attempt, level, text])
  const shown = found.text === text ? found : nothingFound
  const further = useRef<readonly LogPlace[]>([])
  const findMatch = async (number: number): Promise<LogPlace | undefined> => {
    const known = further.current[0] === shown.matches[0] ? further.current : []
    const first = known.length > shown.matches.length ? known : shown.matches
    if (number <= first.length) return first[number - 1]
    const of = inputOf({ runId, taskKey, attempt, level })
    const limit = maxMatchesAtOnce
    further.current = await readMatches(first, number, ({ seq: afterSeq, line: afterLine }) =>
      client.runs.searchLog({ ...of, text, limit, afterSeq, afterLine }),
    )
    return further.current[number - 1]
  }
  return { found: shown, error, findMatch }
}

/** Searches the part of the log after a place. Returns at most `maxMatchesAtOnce` matches. */
type SearchPart = (after: LogPlace) => Promise<LogSearch>

/** Extends the known matches up to match `number`; fewer if the log has no more. */
export async function readMatches(
  known: readonly LogPlace[],
  number: number,
  search: SearchPart,
): Promise<readonly LogPlace[]> {
  const places = [...known]
  for (let after = places.at(-1) ?? null; after !== null && places.length < number; ) {
    const { matches, next } = await search(after)
    places.push(...matches)
    // A full page means that the part has more matches, so continue after the last one.
    after = matches.length === maxMatchesAtOnce ? (matches.at(-1) ?? null) : next
  }
  return places
}

interface Options {
  readonly view: LogView
  readonly rows: RefObject<RowsHandle | null>
  /** Line in the address. */
  readonly place: LogPlace | null
  readonly isKnown: boolean
  readonly isErrorFirst: boolean
  readonly found: Found
  readonly findMatch: LogSearching['findMatch']
  /** Called when the view leaves the end of the log. */
  readonly onLeave: () => void
}

/** The highlighted line: from the address, a search match or the first error. */
export function useShownLine({
  view,
  rows,
  place,
  isKnown,
  isErrorFirst,
  found,
  findMatch,
  onLeave,
}: Options) {
  const { client } = useRpc()
  const [shown, setShown] = useState<LogPlace | null>(null)
  const [match, setMatch] = useState(0)
  const sought = useRef(0)
  const opened = useRef('')

  const show = async (to: LogPlace | null): Promise<boolean> => {
    const given = to === null ? {} : { seq: to.seq, line: to.line }
    const { at, place: nearest } = await client.runs.locateLogLine({ ...inputOf(view), ...given })
    if (at === null) return false
    onLeave()
    setShown(nearest)
    // Scroll on the next frame, after newly loaded lines are rendered.
    requestAnimationFrame(() => rows.current?.show(at))
    return true
  }
  const showMatch = (number: number) => {
    setMatch(number)
    sought.current = number
    void findMatch(number).then((to) => {
      // Ignore outdated results: the user moved to another match, or the search changed.
      if (to !== undefined && sought.current === number) void show(to)
    })
  }

  const named = place === null ? '' : `${place.seq}.${place.line}`
  const key = `${view.runId} ${view.taskKey} ${named}`
  useEffect(() => {
    if (!isKnown || opened.current === key) return
    opened.current = key
    if (place !== null) void show(place)
    else if (isErrorFirst) void show(null)
  })

  const { text } = found
  useEffect(() => {
    setMatch(0)
    sought.current = 0
    if (text === '') setShown(null)
  }, [text])
  const isFirstHere = match === 0 && found.matches.length > 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first match is shown once, when it is there
  useEffect(() => {
    if (isFirstHere) showMatch(1)
  }, [isFirstHere])

  return {
    match,
    /** Wraps around at both ends. */
    step: (by: 1 | -1) => {
      const { count } = found
      if (count > 0) showMatch(((match - 1 + by + count) % count) + 1)
    },
    showFirstError: () =>
      void show(null).then((isThere) => {
        if (!isThere) showToast({ title: words.run.log.noError })
      }),
    isShown: ({ seq, line }: LogPlace): boolean => shown !== null && shown.seq === seq && shown.line === line,
  }
}
