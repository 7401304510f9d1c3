import { type RefObject, useEffect, useRef, useState } from 'react'
import type { LogPlace } from '#shared/contract/runs/run-log.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { words } from '../../../words/words.ts'
import type { RowsHandle } from './log-rows.tsx'
import { inputOf, type LogView } from './use-log-pages.ts'
import type { Found, LogSearching } from './use-log-search.ts'

interface Options {
  readonly view: LogView
  readonly rows: RefObject<RowsHandle | null>
  /** What the address names. */
  readonly place: LogPlace | null
  readonly isKnown: boolean
  readonly isErrorFirst: boolean
  readonly found: Found
  readonly findMatch: LogSearching['findMatch']
  /** Something else than the end is looked at. */
  readonly onLeave: () => void
}

/** The one line that is pointed at: by the address, by a search, as the first error. */
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
    // After the lines that may just have come are drawn.
    requestAnimationFrame(() => rows.current?.show(at))
    return true
  }
  const showMatch = (number: number) => {
    setMatch(number)
    sought.current = number
    void findMatch(number).then((to) => {
      // Pressed on meanwhile, or the search is another.
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
    /** Past the last begins again with the first. */
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
