import { useEffect, useRef, useState } from 'react'
import { type LogPlace, type LogSearch, maxMatchesAtOnce } from '#shared/contract/runs/run-log.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { pause } from '../../../rpc/reconnect.ts'
import { inputOf, type LogView } from './use-log-pages.ts'

/** What a search has found so far. */
export interface Found {
  readonly text: string
  /** The first of all matches, in order. */
  readonly matches: readonly LogPlace[]
  readonly count: number
  /** The whole log was looked through. */
  readonly isAll: boolean
}

export type LogSearching = ReturnType<typeof useLogSearch>

const nothingFound: Found = { text: '', matches: [], count: 0, isAll: true }

const typingMs = 120

/** Looks through the log on the server, part by part: the first matches are here long before the last are counted. */
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

/** Looks through the part of the log after a place, for at most `maxMatchesAtOnce` matches. */
type SearchPart = (after: LogPlace) => Promise<LogSearch>

/** The first matches up to the one of this number, read on from those that are known; fewer where the log has no more. */
export async function readMatches(
  known: readonly LogPlace[],
  number: number,
  search: SearchPart,
): Promise<readonly LogPlace[]> {
  const places = [...known]
  for (let after = places.at(-1) ?? null; after !== null && places.length < number; ) {
    const { matches, next } = await search(after)
    places.push(...matches)
    // A part that holds more than it gave is looked through again, from where it broke off.
    after = matches.length === maxMatchesAtOnce ? (matches.at(-1) ?? null) : next
  }
  return places
}
